import { chmod, cp, lstat, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { rootCertificates } from "node:tls";
import { execa } from "execa";
import type { Artifact } from "./build-cache.ts";
import type { ImageRecipe } from "./image-recipes.ts";

const images = join(import.meta.dirname, "images");

/** The folder of an image's own files. */
export function imageFolder(recipe: ImageRecipe): string {
  return join(images, recipe.name);
}

/** Puts together the folder that `docker build` gets: Dockerfile, rootfs/ and the empty owned/. */
export async function writeImageContext(
  recipe: ImageRecipe,
  parts: { program: Artifact; busybox: Artifact },
  context: string,
): Promise<void> {
  const root = join(context, "rootfs");
  await mkdir(root, { recursive: true });
  await mkdir(join(context, "owned"));
  await recipe.place(parts.program, root);
  await cp(imageFolder(recipe), context, { recursive: true });
  await placeBusybox(join(parts.busybox.directory, "bin", "busybox"), root);
  // Certificate authorities as Mozilla lists them, which Node carries: no package needed.
  const certificates = join(root, "etc", "ssl", "certs", "ca-certificates.crt");
  await mkdir(dirname(certificates), { recursive: true });
  await writeFile(certificates, `${rootCertificates.join("\n")}\n`);
  await mkdir(join(root, "tmp"), { recursive: true });
  await chmod(join(root, "tmp"), 0o1777);
}

/** A shell and the usual tools (wget for health checks), each a link as `busybox --install -s` makes them. */
async function placeBusybox(busybox: string, root: string): Promise<void> {
  const folder = join(root, "bin");
  await mkdir(folder, { recursive: true });
  await cp(busybox, join(folder, "busybox"));
  const { stdout } = await execa(busybox, ["--list"]);
  for (const applet of stdout.split("\n")) {
    const path = join(folder, applet);
    const taken = await lstat(path).then(
      () => true,
      () => false,
    );
    if (!taken) await symlink("busybox", path);
  }
}
