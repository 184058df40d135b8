const patterns: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:above|previous|prior|earlier|preceding|all|any|your|these)\b.{0,40}\b(?:instruction|prompt|rule|message|direction|guideline|polic|restriction|safeguard)/is,
  /\b(?:forget|ignore|drop) (?:all )?your (?:rules|instructions|role|training)\b/i,
  /\b(?:system|developer|hidden|initial|secret)\s+(?:prompt|message|instruction)/i,
  /(?:^|\n|\[|<|#|\*)\s*(?:\/?(?:system|assistant|user|developer|inst|im_start|im_end|passages?|instructions?))\s*(?:\]|>|:|\|)/i,
  /["']role["']\s*:\s*["'](?:system|assistant|user|developer)/i,
  /\byou are (?:now|no longer)\b.{0,40}\b(?:bot|ai|assistant|model|free|bound|byte|dan|mode)\w*|\bact as (?:an? )?(?:ai|assistant|dan|admin|root)\b|\bpretend (?:to be|that you) \b|\b(?:jailbreak|developer mode|dan mode)\b/i,
  /\b(?:dear ai|ai|assistant|chatbot|llm|byte|tutor)\b\s*[,:]\s*(?:you|please|from now|say|print|write|tell|answer|must|ignore)\b/i,
  /\b(?:reply|respond)\b.{0,30}\b(?:with|only|exactly)\b|\b(?:output|print|say|repeat) (?:only|exactly|verbatim)\b/i,
  /\b(?:every|each|all|any|your) (?:reply|replies|answers?|responses?|outputs?|sentences?)\b.{0,30}\b(?:must|should|shall|has to|needs? to|will|contains?|ends?|begins?|starts?|includes?)\b/i,
  /\b(?:reveal|disclose|leak|exfiltrate|expose|dump)\b.{0,40}\b(?:answer|password|prompt|secret|token|rubric|instruction)/i,
  /\b(?:repeat|translate|encode|print)\b.{0,30}\b(?:above|everything|base64|(?:and|then) print|json object|answer key)\b/i,
  /!\[[^\]]*\]\(\s*https?:/i,
];

/**
 * Whether a sentence reads like an order to a machine rather than like a text to learn from. It is one of
 * several fences: what such a sentence asks for would also fail the check of what goes out.
 */
export function isInstructionLike(sentence: string): boolean {
  const plain = sentence.normalize("NFKC").replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "");
  return patterns.some((pattern) => pattern.test(plain));
}
