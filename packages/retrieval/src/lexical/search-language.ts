/** Names of Postgres's text search configurations, each with its Snowball stemmer. */
export type SearchLanguage =
  | (typeof spokenLanguages)[number]["language"]
  | (typeof scriptLanguages)[number]["language"]
  | "simple";

// The most frequent words that a language does not share with its neighbours.
const spokenLanguages = [
  {
    language: "english",
    words: "the of and to is that with for this are was from which by be have",
  },
  {
    language: "german",
    words: "der die das und ist nicht ein eine mit von zu den dem auf werden für",
  },
  {
    language: "french",
    words: "le les des est une dans pour qui sur pas avec sont du au ce cette",
  },
  { language: "spanish", words: "el los las es una para por con del que se su como más pero y" },
  {
    language: "italian",
    words: "il gli di che è una per con del della sono nel come più questo non",
  },
  { language: "portuguese", words: "os as uma para com não que do da em um são dos mais ao pelo" },
  {
    language: "dutch",
    words: "het een van en is dat niet op zijn met voor aan wordt ook naar deze",
  },
  { language: "danish", words: "og det at en den til er som på med ikke af de var har blev" },
  { language: "norwegian", words: "og det å en den til er som på med ikke av de var har ble" },
  { language: "swedish", words: "och det att en som är på för med inte av den till har ett om" },
  {
    language: "finnish",
    words: "ja on ei että se oli ovat kun mutta joka myös tai hän niin ole sekä",
  },
  {
    language: "hungarian",
    words: "a az és hogy nem egy is volt meg ez van vagy mint csak amely után",
  },
  { language: "romanian", words: "și în de la nu este pe cu o care din mai sunt pentru că un" },
  {
    language: "turkish",
    words: "ve bir bu için ile de da olarak daha çok gibi olan ne değil sonra kadar",
  },
] as const;

const scriptLanguages = [
  { language: "russian", script: /\p{Script=Cyrillic}/gu },
  { language: "greek", script: /\p{Script=Greek}/gu },
  { language: "arabic", script: /\p{Script=Arabic}/gu },
  { language: "hindi", script: /\p{Script=Devanagari}/gu },
  { language: "tamil", script: /\p{Script=Tamil}/gu },
  { language: "armenian", script: /\p{Script=Armenian}/gu },
] as const;

const sets = spokenLanguages.map(({ language, words }) => ({
  language,
  words: new Set(words.split(" ")),
}));

/** Enough to tell by; the rest of a course is in the same language. */
const sampleLength = 20_000;
const fewestSigns = 3;

/**
 * Guesses the language of a text by its script, then by its most frequent small words. `simple`, which
 * leaves words as they are, where neither tells.
 */
export function searchLanguageOf(text: string): SearchLanguage {
  const sample = text.slice(0, sampleLength).toLowerCase();
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  for (const { language, script } of scriptLanguages) {
    if ((sample.match(script)?.length ?? 0) > letters / 2) return language;
  }
  const words = sample.match(/[\p{L}\p{M}]+/gu) ?? [];
  let best: SearchLanguage = "simple";
  let most = Math.max(fewestSigns, words.length / 25);
  for (const { language, words: signs } of sets) {
    const count = words.filter((word) => signs.has(word)).length;
    if (count >= most) {
      // On a tie the language named first stays.
      most = count + 1;
      best = language;
    }
  }
  return best;
}
