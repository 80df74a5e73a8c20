import { type Cause, inLog } from "../topic.ts";

const ownSecret = { option: "client.token.hmac_secret_key" };
const checkToken = {
  run: "centrifugo-swarm doctor token --env-file .env < token.txt",
  shows: "names the claim or the secret that is wrong",
};

export const otherSecret: Cause = {
  what: "Backend and Centrifugo have two different token secrets.",
  see: [inLog("signature is not valid", "each refused connect"), checkToken],
  cure: "Give both one value, then deploy again. A secret that was changed counts only for tasks that started since.",
  stack: "pulumi config set --secret tokenSecret",
  plain: [ownSecret],
  rules: ["use-one-token-secret"],
};

export const noVerifier: Cause = {
  what: "Centrifugo has no token secret: it was set under v5's name, which v6 ignores.",
  see: [
    inLog("unknown var in environment", "CENTRIFUGO_TOKEN_HMAC_SECRET_KEY, which is v5's name"),
    inLog("disabled JWT algorithm", "each refused connect; `enabled JWT verifiers` is missing at the start"),
  ],
  cure: "Set it under v6's name.",
  stack: "pulumi config set --secret tokenSecret",
  plain: [ownSecret],
  rules: ["require-token-verifier", "reject-unknown-variable"],
};

export const secretForms: Cause = {
  what: "Both have the same secret, but one side trims, unquotes or decodes it (base64, hex) first.",
  see: [{ ...checkToken, shows: "tries these and says which one it is" }],
  cure: "Hand over the bare text on both sides; Centrifugo decodes nothing. `printf %s` writes a file without a line end.",
};

export const wrongAlgorithm: Cause = {
  what: "The token is signed with an algorithm that Centrifugo has no key for, such as RS256 of a login server.",
  see: [inLog("JWT algorithm", "`disabled JWT algorithm` or `unsupported JWT algorithm`, and which")],
  cure: "Sign with HS256 and the token secret, or give Centrifugo the public key or the key set of that server.",
  stack: "centrifugo: { client: { token: { jwks_public_endpoint: https://id.example.com/keys } } }",
  plain: [{ option: "client.token.jwks_public_endpoint", value: "https://id.example.com/keys" }],
  rules: ["require-claim-check-with-jwks", "reject-ignored-hmac-with-jwks"],
};

export const wrongClaims: Cause = {
  what: "A claim has the wrong type, mostly `sub` as a number; or `aud` or `iss` is not what Centrifugo checks.",
  see: [
    inLog("invalid connection token", "`cannot unmarshal number`, `invalid audience` or `invalid issuer`"),
    checkToken,
  ],
  cure: "Write `sub` as a text: `String(user.id)`. Let `aud` and `iss` be what client.token.audience and .issuer say.",
  plain: [{ option: "client.token.audience" }, { option: "client.token.issuer" }],
};

export const subscriptionToken: Cause = {
  what: "A subscription token was used to connect: it has a `channel` claim.",
  see: [inLog("can not contain channel claim", "each refused connect")],
  cure: "Connect with a token without `channel`; hand the other to `newSubscription(channel, { getToken })`.",
};

export const mismatch: Cause = {
  what: "A subscription token is for another channel, user or connection than the one that it came with.",
  see: [inLog("mismatch", "`token channel mismatch`, `token user mismatch` or `token client mismatch`")],
  cure: "Make it for the exact channel, and for the `sub` of the connection token; one who signs in anew needs a new client.",
};

export const expired: Cause = {
  what: "The token's time is over, and the page hands the same one over again.",
  see: [checkToken, "In the page: `new Centrifuge(url, { token })` without `getToken`."],
  cure: "Give the client `getToken: async () => …`, which fetches a new token each time it is called, without a cache.",
};

export const clockSkew: Cause = {
  what: "The clocks of the backend and of Centrifugo's node differ, or `nbf` is set: an early token counts as expired too.",
  see: [
    { run: "date -u", shows: "not the same second on the backend's machine, on each node and here" },
    { ...checkToken, shows: "`iat` or `nbf` that lies ahead" },
  ],
  cure: "Run chrony or systemd-timesyncd on every machine, and leave `nbf` out of the token.",
};

export const noToken: Cause = {
  what: "The client sends no token: the page's request for one failed, or its field has another name.",
  see: [
    inLog("client credentials not found", "each connect without a token"),
    "Network tab of the browser: the answer to the page's request for a token.",
  ],
  cure: "Let `getToken` throw where the request fails, and read the field that the backend really sends.",
  rules: ["reject-anonymous-connections"],
};

export const notSignedIn: Cause = {
  what: "The backend gives no token: the session is over, or the cookie is not sent along.",
  see: [
    {
      run: "centrifugo-swarm doctor token --token-url https://app.example.com/token --cookie SESSION",
      shows: "401, 403 or a redirect to the login; SESSION is a variable that holds the cookies",
    },
    "`document.cookie` shows nothing of it: a session cookie is HttpOnly.",
  ],
  cure: "Sign in again. For another origin: `fetch(url, { credentials: 'include' })` and `SameSite=None; Secure`.",
};

export const anonymous: Cause = {
  what: "`sub` is empty: the user is anonymous, and anonymous tokens are not allowed.",
  see: [{ ...checkToken, shows: "that `sub` is missing or empty" }],
  cure: "Put the id of the signed-in user into `sub`.",
  plain: [{ option: "client.disallow_anonymous_connection_tokens" }],
};

export const anonymousUser: Cause = {
  what: "The user is anonymous (`sub` is empty), and the namespace lets known users in only.",
  see: [
    inLog("without sufficient permission", 'a line with `"user":""`'),
    { ...checkToken, shows: "that `sub` is missing or empty" },
  ],
  cure: "Put the id of the signed-in user into `sub`. For pages without users there is the option below.",
  plain: [{ option: "channel.namespaces[news].allow_subscribe_for_anonymous", value: true }],
  rules: ["reject-anonymous-connections"],
};

export const keysRotated: Cause = {
  what: "The secret was changed a moment ago: tokens that are out were signed with the old one.",
  see: [inLog("signature is not valid", "lines that end once the pages have new tokens")],
  cure: "Let Centrifugo know the old secret too, for as long as old tokens live (Centrifugo 6.6.1 and later).",
  stack: "pulumi config set --secret --path centrifugo.client.token.hmac_previous_secret_key",
  plain: [{ option: "client.token.hmac_previous_secret_key" }],
  rules: ["limit-previous-key", "require-version-for-previous-key"],
};
