/** Options that no generated stack sets, and why. */
export const leftOut: readonly { readonly options: RegExp; readonly reason: string }[] = [
  {
    options:
      /^http_server\.(address|internal_address|tls\.enabled|internal_tls\.enabled|tls_autocert\.enabled|http3\.enabled)$|^health\.enabled$|^webtransport\.enabled$|^pid_file$|^log\.file$/,
    reason: "the deployment decides it",
  },
  {
    options:
      /^client\.allowed_origins$|^client\.token\.hmac_secret_key$|^http_api\.key$|^engine\.redis\.(address|user|password|cluster_address|sentinel_address|tls\.enabled)$/,
    reason: "a setting of the stack file says it",
  },
  {
    options:
      /^client\.insecure$|^client\.insecure_skip_token_signature_verify$|^(http_api|admin)\.(insecure|external)$/,
    reason: "refused, since it opens the server to strangers",
  },
];

/** Options of the root that only fit together with others, and are made with those. */
const linked =
  /^(channel\.(namespaces|without_namespace|history_meta_ttl)|proxies|consumers|rpc\.(proxy|namespaces|without_namespace)|client\.(proxy|subscribe_to_user_personal_channel))\b|^channel\.proxy\..*endpoint$|^shared_poll\.hmac_secret_key$|^(engine|broker|presence_manager|map_broker|controller)\.(enabled|type)$|redis\.(cluster_address|sentinel_address)$|^enable_unreleased_features$|^http_server\.(port|internal_port|h2c_external)$|^(grpc_api|uni_grpc)\.(enabled|port|tls\.(enabled|cert_pem|key_pem))$|handler_prefix$|^(sse|http_stream|uni_sse|uni_http_stream|uni_websocket|init|prometheus|swagger|debug)\.enabled$|^admin\.(enabled|password|secret)$|^client\.(token|subscription_token)\.(audience|issuer|user_id).*|^client\.subscription_token\.(enabled|.*key)$|^client\.token\..*_(public_key|endpoint)$|^client\.subscription_token\.jwks.*|^client\.(ping_interval|pong_timeout)$/;

/** True for an option of the root that may have any value of its type whatever the others are. */
export function isFree(key: string): boolean {
  return !linked.test(key) && !leftOut.some(({ options }) => options.test(key));
}
