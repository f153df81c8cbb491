// Where the history of a conversation begins in a message in HTML, so that it can be folded. Folding hides: on any doubt nothing
// is folded, neither a message that consists of its quote nor one whose answers stand below the quote or within it.

import { imageSign, joined, type Outline, type OutlinedElement, outlineOf } from './quote-outline.ts'
import {
  announcesAnswersWithin,
  beginsAsOriginal,
  beginsWithFields,
  introducesQuote,
  isForward,
  isSentOn,
} from './quote-words.ts'

export interface SplitQuote {
  readonly own: string
  readonly quoted: string
}

interface Quote {
  /** Where it begins, and the number of its first text. */
  readonly start: number
  readonly firstText: number
  /** The element that holds it; null when it is all that follows. */
  readonly holder: OutlinedElement | null
}

/** Of HTML as `sanitiseHtml` gives it; both halves are as well-formed. Null when there is nothing to fold. */
export function splitQuoteInHtml(html: string, subject: string): SplitQuote | null {
  if (isForward(subject)) return null
  const outline = outlineOf(html)
  const quote = firstQuote(outline)
  if (quote === null || quote.firstText === 0) return null
  const textAfter = quote.holder?.textAfter ?? outline.texts.length
  if (textAfter <= quote.firstText || textAfter < outline.texts.length) return null
  const own = joined(outline, 0, quote.firstText)
  if (isSentOn(joined(outline, quote.firstText, textAfter)) || isSentOn(own.slice(-300))) return null
  if (announcesAnswersWithin(own) || hasAnswers(outline, quote)) return null
  return cutAt(html, quote.start, outline)
}

/** By the marks that programs leave, or by their words, whichever comes first. */
function firstQuote(outline: Outline): Quote | null {
  const byWords = quoteByWords(outline)
  for (const element of outline.elements) {
    if (byWords !== null && byWords.start <= element.start) return byWords
    const quote = quoteAt(element, outline)
    if (quote !== null) return quote
  }
  return byWords
}

/** Gmail, Yahoo, Proton, Zimbra and those who learned from them: an element around the history and its introduction. */
const enclosing =
  /^m-(?:gmail_quote(?:_container)?|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra)$/
/** Outlook of the web, of phones and of Mac: everything from here on. */
const beginning =
  /^m-(?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|OutlookMessageHeader)$/
/** Thunderbird: the line above the quote. */
const introduction = 'm-moz-cite-prefix'
/** How many texts make up the fields of a message. */
const fieldTexts = 40

function quoteAt(element: OutlinedElement, outline: Outline): Quote | null {
  const { classes, id, start, firstText, index, name } = element
  const fromHere = (holder: OutlinedElement | null): Quote => ({ start, firstText, holder })
  if (classes.some((each) => enclosing.test(each))) return introduced(element, outline) ?? fromHere(element)
  if (classes.includes(introduction)) {
    const quote = outline.elements.slice(index, index + 20).find((each) => each.name === 'blockquote')
    return quote === undefined ? null : fromHere(quote)
  }
  if ([id, ...classes].some((each) => beginning.test(each)))
    return beginsWithFields(joined(outline, firstText, firstText + fieldTexts)) ? fromHere(null) : null
  if (name !== 'blockquote') return null
  const isQuote = element.isCitation || beginsAsOriginal(joined(outline, firstText, firstText + 5))
  return introduced(element, outline) ?? (isQuote ? fromHere(element) : null)
}

/** How many pieces of text, and lines of them, an introduction may have. */
const mostPieces = 16
const mostLines = 2

/** With the line that introduces it, when that is the text right before. */
function introduced(holder: OutlinedElement, outline: Outline): Quote | null {
  let [first, lines] = [holder.firstText, 0]
  let found: Quote | null = null
  while (first > 0 && holder.firstText - first < mostPieces && lines < mostLines) {
    first -= 1
    const { text = '', at = 0, element = null } = outline.texts[first] ?? {}
    if (text.includes(imageSign)) break
    if (!text.startsWith('\n') && first > 0) continue
    lines += 1
    const how = introducesQuote(joined(outline, first, holder.firstText))
    if (how !== null) found = { start: startOfBlock(at, element, holder.start), firstText: first, holder }
    if (how === 'dated') break
  }
  return found
}

/** Of the outermost element that begins with this text and ends before `end`. */
function startOfBlock(at: number, element: OutlinedElement | null, end: number): number {
  let start = at
  for (
    let around = element;
    around !== null && around.startEnd === start && around.end <= end;
    around = around.parent
  )
    start = around.start
  return start
}

/** `-----Message d'origine-----`, or the fields of a message, at the beginning of a line that nothing marks. */
function quoteByWords(outline: Outline): Quote | null {
  for (const [firstText, { at, text, element, quotes }] of outline.texts.entries()) {
    if (quotes > 0 || !/^\n\s*(?:-{2}|(?:de|from|von|da)\b)/i.test(text)) continue
    const following = joined(outline, firstText, firstText + fieldTexts)
    if (beginsAsOriginal(following) || beginsWithFields(following))
      return { start: startOfBlock(at, element, Number.MAX_SAFE_INTEGER), firstText, holder: null }
  }
  return null
}

/** Text between quotes, or before them when it introduces nothing, is an answer. */
function hasAnswers({ elements, texts }: Outline, { firstText, holder }: Quote): boolean {
  if (holder === null) return false
  let outermost = holder.name === 'blockquote' ? holder : null
  for (const { index } = holder; outermost === null; )
    outermost =
      elements.slice(index).find(({ name, start }) => name === 'blockquote' && start < holder.end) ?? holder
  if (outermost === holder && holder.name !== 'blockquote') return false
  const before = texts
    .slice(firstText, outermost.firstText)
    .map(({ text }) => text)
    .join('')
  if (before !== '' && introducesQuote(before) === null) return true
  const { quotes } = outermost
  return texts.slice(outermost.firstText, holder.textAfter).some((each) => each.quotes <= quotes)
}

/** What is open at the cut is closed before it and opened anew after it. */
function cutAt(html: string, at: number, { elements }: Outline): SplitQuote {
  const open = elements.filter(({ startEnd, end }) => startEnd <= at && end > at)
  const closing = open.toReversed().map(({ name }) => `</${name}>`)
  const opening = open.map(({ start, startEnd }) => html.slice(start, startEnd))
  return {
    own: html.slice(0, at) + closing.join(''),
    quoted: opening.join('') + html.slice(at),
  }
}
