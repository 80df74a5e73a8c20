import { z } from "zod/mini";
import { parseJson } from "../../../model/parse-json.ts";

const errorBody = z.object({ error: z.object({ code: z.number(), message: z.string() }) });

/** The error in an answer, such as `102 unknown channel`: Centrifugo sends it with status 200. */
export function errorOf(body: string): { readonly code: number; readonly message: string } | undefined {
  return errorBody.safeParse(parseJson(body)).data?.error;
}
