import { homedir } from "node:os";

/** A path as people write it: `~` for the home folder. */
export function homeShort(path: string): string {
  const home = homedir();
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
