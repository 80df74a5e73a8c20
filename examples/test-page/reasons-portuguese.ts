import type { Reasons } from "./reasons.ts";

export const portugueseReasons: Reasons = {
  "signed-out": {
    title: "Você saiu da sessão",
    reason: "O backend respondeu 401: sua sessão terminou, ou o backend foi reiniciado.",
    cure: ["Recarregue esta página e entre de novo."],
  },
  backend: {
    title: "O backend não deu um token",
    reason: "O pedido de token falhou antes mesmo de chegar ao Centrifugo.",
    cure: ["Veja o log do backend: `docker service logs --tail 50 <stack>_test-page`."],
  },
  library: {
    title: "A biblioteca Centrifuge não carregou",
    reason: "O próprio backend a serve, em `/centrifuge.js`; o navegador não a recebeu.",
    cure: ["Procure um bloqueador ou proxy no caminho, e veja o console do navegador."],
  },
  "no-token": {
    title: "O Centrifugo não recebeu um token",
    reason: "A conexão foi aberta sem token, e usuários anônimos não são aceitos.",
    cure: ["Faça o backend responder com um token de quem está autenticado."],
  },
  "token-algorithm": {
    title: "O token está assinado com outro algoritmo",
    reason:
      "O Centrifugo está configurado para tokens HMAC (HS256) e recusa qualquer outro `alg` (3500 invalid token).",
    cure: ["Assine com HS256 no backend, ou configure no Centrifugo a chave do outro algoritmo."],
  },
  "token-subject": {
    title: "O id do usuário no token não é um texto",
    reason: "O campo `sub` é um número ou um objeto, e o Centrifugo o recusa (3500 invalid token).",
    cure: ["Ponha o id do usuário em `sub`, como texto."],
  },
  "token-expired": {
    title: "O token expirou",
    reason: "O Centrifugo respondeu 109: para ele, o campo `exp` está no passado.",
    cure: [
      "Busque um token novo para cada conexão; não guarde os antigos.",
      "Compare os relógios dos servidores: `date -u` em cada nó.",
    ],
  },
  clock: {
    title: "Os relógios não conferem",
    reason: "Um token que acabou de ser feito já expirou, ou vem do futuro.",
    cure: ["Acerte os relógios dos servidores e deste aparelho: `timedatectl` em cada nó."],
  },
  "token-secret": {
    title: "Backend e Centrifugo têm segredos de token diferentes",
    reason:
      "O Centrifugo respondeu 3500 invalid token. O conteúdo do token está certo; o que não confere é a assinatura.",
    cure: [
      "Monte no backend o segredo que `pulumi stack output secrets` indica, e nenhum outro.",
      "Implante de novo: `pulumi up` dá o mesmo valor aos dois.",
    ],
  },
  "subscription-token": {
    title: "O Centrifugo recusou o token de inscrição",
    reason:
      "A conexão estava aberta e foi fechada com 3500: o token de inscrição é de outro usuário, de outro canal, ou foi assinado com outro segredo.",
    cure: ["Assine-o para este canal e para o `sub` do token da conexão."],
  },
  "bad-request": {
    title: "O Centrifugo não entendeu o cliente",
    reason: "Ele respondeu 3501 bad request, como faz quando nenhum token foi enviado.",
    cure: [
      "Veja se a resposta do backend traz um token, e se a página o entrega ao cliente.",
      "Compare as versões da biblioteca do cliente e do Centrifugo.",
    ],
  },
  forced: {
    title: "Alguém fechou esta conexão",
    reason: "O Centrifugo respondeu 3503 force disconnect: a API HTTP chamou `disconnect` para este usuário.",
    cure: ["Descubra o que no backend chama `disconnect`, e conecte de novo."],
  },
  limit: {
    title: "Um limite do Centrifugo foi atingido",
    reason: "Há conexões ou canais demais para um usuário (3504, 3505).",
    cure: ["Feche outras abas, ou aumente `client.user_connection_limit` ou `client.channel_limit`."],
  },
  "unknown-channel": {
    title: "O Centrifugo não conhece o namespace deste canal",
    reason:
      "Ele respondeu 102 unknown channel: o que vem antes do primeiro `:` não é um namespace da configuração dele.",
    cure: [
      "Defina-o no arquivo da stack: `namespaces: { org: { access: token } }`, e implante.",
      "Confira a grafia e a ordem: `org:<organisation>:messages`.",
    ],
  },
  permission: {
    title: "O Centrifugo não deixa este usuário entrar",
    reason: "Ele respondeu 103 permission denied: falta o token de inscrição, ou a assinatura não confere.",
    cure: [
      "Assine um token de inscrição para este canal, com o mesmo segredo do Centrifugo.",
      "Confira o `access` do namespace no arquivo da stack.",
    ],
  },
  disconnected: {
    title: "O Centrifugo fechou a conexão de vez",
    reason: "O código diz por quê; a partir de 3500, os clientes não reconectam sozinhos.",
    cure: ["Consulte-o: `centrifugo-swarm doctor explain <código>`."],
  },
  subscription: {
    title: "O Centrifugo recusou o pedido",
    reason: "Ele respondeu com o erro abaixo.",
    cure: ["Consulte-o: `centrifugo-swarm doctor explain <código>`."],
  },
  origin: {
    title: "O Centrifugo recusa a origem desta página",
    reason: "O WebSocket recebe 403: o endereço desta página não está entre as origens permitidas.",
    cure: [
      "Acrescente-o a `allowedOrigins` no arquivo da stack: esquema e host, sem barra no final.",
      "Uma variável `CENTRIFUGO_CLIENT_ALLOWED_ORIGINS` vence a configuração: veja se alguém a definiu.",
    ],
  },
  route: {
    title: "O Traefik não tem rota para o Centrifugo",
    reason: "O Centrifugo está no ar, mas o Traefik responde 404 no endereço do WebSocket.",
    cure: [
      "Confira `domain` no arquivo da stack, e os labels do serviço: `docker service inspect <stack>_centrifugo`.",
      "Veja o que o Traefik diz: `docker service logs --tail 50 <stack>_traefik`.",
    ],
  },
  stopped: {
    title: "O Centrifugo não está no ar",
    reason: "Nem o backend consegue alcançar o Centrifugo pela rede privada.",
    cure: [
      "Veja as tarefas e por que terminam: `docker service ps --no-trunc <stack>_centrifugo`.",
      "Veja o log: `docker service logs --tail 50 <stack>_centrifugo`.",
    ],
  },
  gateway: {
    title: "O Traefik não alcança o Centrifugo",
    reason: "O Centrifugo está no ar, mas o Traefik responde com um erro de gateway (502, 503 ou 504).",
    cure: [
      "Veja se os dois estão na rede `<stack>_edge`, e se a porta no label do Traefik é a do Centrifugo.",
      "Um 503 do próprio Centrifugo diz que o limite de conexões foi atingido.",
    ],
  },
  upgrade: {
    title: "O upgrade do WebSocket se perde no caminho",
    reason: "O endereço responde, mas não com 101 Switching Protocols: algo remove os cabeçalhos do upgrade.",
    cure: ["Faça cada proxy à frente deixar passar `Upgrade` e `Connection`, e falar HTTP/1.1."],
  },
  edge: {
    title: "O Traefik não responde pelo host do WebSocket",
    reason: "O Centrifugo está no ar, mas de dentro do Swarm não há resposta TLS no endereço do WebSocket.",
    cure: ["Veja o Traefik: `docker service ps <stack>_traefik`, e o log dele."],
  },
  browser: {
    title: "Só o seu navegador não consegue",
    reason:
      "Dentro do Swarm o mesmo endereço responde 101 à origem desta página. O que falha está entre este navegador e o Traefik.",
    cure: [
      "Abra o host do WebSocket em outra aba: o certificado é confiável, o nome resolve?",
      "Tente outra rede: alguns proxies e firewalls bloqueiam WebSockets.",
    ],
  },
  "api-key": {
    title: "O Centrifugo recusa a chave de API do backend",
    reason: "A publicação recebeu 401. O WebSocket não tem nada a ver com isso.",
    cure: [
      "Monte o segredo que `pulumi stack output secrets` indica como `apiKey`.",
      "Envie-a como `X-API-Key: <chave>` ou `Authorization: apikey <chave>`, nunca como `Bearer`.",
    ],
  },
  "api-unreachable": {
    title: "O backend não alcança a API HTTP do Centrifugo",
    reason: "A publicação falhou na rede privada.",
    cure: ["Ponha o backend na rede `<stack>_backend`, e use a porta 9000 de `<stack>_centrifugo`."],
  },
  publish: {
    title: "O Centrifugo não aceitou a mensagem",
    reason: "A API HTTP respondeu com o erro abaixo.",
    cure: ["Procure `[Centrifugo] Publish failed` no log do backend."],
  },
  "not-received": {
    title: "Publicada, mas não recebida",
    reason: "A API HTTP aceitou a mensagem, e ela não chegou aqui em cinco segundos.",
    cure: [
      "Veja se todos os nós do Centrifugo estão ligados ao mesmo Redis, com o mesmo prefixo.",
      "Rode `make up`: a prova dele publica em cada nó e escuta em todos os outros.",
    ],
  },
};
