/**
 * Stands for the API of a DNS provider (lego's `httpreq`): sets TXT records at pebble-challtestsrv, for whoever
 * signs in.
 */
export const dnsProviderScript = `
const http = require("node:http");
const { MANAGEMENT, PASSWORD } = process.env;
const expected = "Basic " + Buffer.from("tester:" + PASSWORD).toString("base64");
http.createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const path = { "/present": "/set-txt", "/cleanup": "/clear-txt" }[request.url];
  if (request.headers.authorization !== expected) {
    response.writeHead(401).end();
    return;
  }
  const { fqdn, value } = JSON.parse(body);
  const record = path === "/set-txt" ? { host: fqdn, value } : { host: fqdn };
  const answer = await fetch(MANAGEMENT + path, { method: "POST", body: JSON.stringify(record) });
  console.log(request.url, fqdn, answer.status);
  response.writeHead(answer.status).end();
}).listen(8080);
`;
