export { allowedWords } from "../tables/allowed-words.ts";
