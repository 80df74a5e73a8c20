import { type Language, languages, type Words, words } from "./words.ts";

const storageKey = "language";
let current: Language = languageOf([localStorage.getItem(storageKey) ?? "", ...navigator.languages]);

/** The first language of a list that this page speaks; English otherwise. */
export function languageOf(wanted: readonly string[]): Language {
  const known = wanted.map((tag) => languages.find((one) => tag.toLowerCase().startsWith(one)));
  return known.find((one) => one !== undefined) ?? "en";
}

export function currentLanguage(): Language {
  return current;
}

export function currentWords(): Words {
  return words[current];
}

/** Puts the page's fixed words in place, and calls `render` now and after each change of the language. */
export function startLanguage(render: () => void): void {
  const group = document.querySelector("#languages");
  const buttons = languages.map((language) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = language.toUpperCase();
    button.lang = language;
    button.ariaLabel = words[language].name;
    button.addEventListener("click", () => {
      current = language;
      localStorage.setItem(storageKey, language);
      show();
    });
    return button;
  });
  group?.replaceChildren(...buttons);

  function show(): void {
    const spoken = currentWords();
    document.documentElement.lang = spoken.tag;
    document.title = spoken.title;
    group?.setAttribute("aria-label", spoken.language);
    for (const button of buttons) button.ariaPressed = String(button.lang === current);
    for (const element of document.querySelectorAll<HTMLElement>("[data-word]")) {
      const key = element.dataset["word"] ?? "";
      const word = Object.entries(spoken).find(([name]) => name === key)?.[1];
      if (typeof word === "string") element.textContent = word;
    }
    render();
  }
  show();
}
