/** How to make clients trust a certificate authority: who, and the command; short. */
export function trustHints(
  file: string,
  platform: NodeJS.Platform = process.platform,
): (readonly [string, string])[] {
  const node = ["Node, curl", `NODE_EXTRA_CA_CERTS=${file} · curl --cacert ${file}`] as const;
  if (platform === "darwin") {
    const keychain = "/Library/Keychains/System.keychain";
    return [["macOS", `sudo security add-trusted-cert -d -r trustRoot -k ${keychain} ${file}`], node];
  }
  return [
    [
      "Linux",
      `sudo cp ${file} /usr/local/share/ca-certificates/centrifugo-swarm.crt && sudo update-ca-certificates`,
    ],
    ["Chrome", `certutil -A -d sql:$HOME/.pki/nssdb -n centrifugo-swarm -t C,, -i ${file}`],
    ["Firefox", "Settings, Privacy & Security, View Certificates, Authorities, Import"],
    node,
  ];
}
