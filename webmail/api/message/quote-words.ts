// How mail programs introduce what they quote, in the languages that people here write to us in.

/** `Le lun. 3 mars 2025 à 14:12, Claire <c@x.fr> a écrit :`, on one line or wrapped into two. */
const dated =
  /^\s{0,20}(?:le|on|am|el|il|op|em)\s[^\n]{0,400}(?:\n[^\n]{0,200})?(?:a écrit|écrivait|wrote|schrieb|escribió|ha scritto|schreef|escreveu)[^\n]{0,200}:\s{0,20}$/i

/** `Claire <c@x.fr> a écrit :`, as Roundcube has it. */
const undated = /^\s{0,20}[^\n]{1,200}(?:a écrit|wrote|schrieb)[^\n:]{0,100}:\s{0,20}$/i

/** A text that introduces a quote, and nothing else. */
export function introducesQuote(text: string): 'dated' | 'undated' | null {
  if (text.length > 700) return null
  return dated.test(text) ? 'dated' : undated.test(text) ? 'undated' : null
}

const from = '(?:de|from|von|da)'
const otherFields = [
  /(?:envoyé|sent|gesendet|inviato|date|datum)(?: le)?\s?:/i,
  /(?:à|a|to|an|pour)\s?:/i,
  /(?:objet|subject|betreff|oggetto|sujet)\s?:/i,
]
const startsWithFrom = new RegExp(`^[\\s>*_|-]{0,60}${from}\\s{0,3}:`, 'i')

/** The fields of a message, as Outlook and Zimbra write them before the text: `De :`, then two of date, recipient, subject. */
export function beginsWithFields(text: string): boolean {
  const start = text.slice(0, 1_200)
  return startsWithFrom.test(start) && otherFields.filter((field) => field.test(start)).length >= 2
}

/** A line that stands before such fields, or before the text itself. */
const original =
  /^[\s>]{0,20}(?:-{2,20} ?(?:message d.origine|original message|mail original|ursprüngliche nachricht|courriel original) ?-{2,20}|message du \d{1,2}\/\d{1,2}\/\d{2,4})/i
export const beginsAsOriginal = (text: string): boolean => original.test(text.slice(0, 200))

/** What is sent on is what is to be read. */
const sentOn =
  /-{2,20} ?(?:forwarded message|message transféré|message transmis|weitergeleitete nachricht) ?-{2,20}|(?:début du message (?:réexpédié|transféré)|begin forwarded message) ?:/i
export const isSentOn = (text: string): boolean => sentOn.test(text.slice(0, 1_000))

/** Answers stand within the quote, by the author's own words. */
const answersWithin =
  /(?:ci-?dessous|ci-?après|plus bas|en dessous|dans (?:le corps|le texte|votre (?:mail|message|courriel))|en (?:rouge|bleu|vert|gras|italique|couleur)|in-?line|below|in (?:red|blue|green|bold))/i
export const announcesAnswersWithin = (text: string): boolean => answersWithin.test(text.slice(-20_000))

/** `TR:`, `Fwd:`: what is quoted is the message. */
export const isForward = (subject: string): boolean => /^\s*(?:tr|fw|fwd|wg|i)\s?:/i.test(subject)
