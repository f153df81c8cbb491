// What somebody who decides about a held message may see of it: words, names and sizes, all of it harmless as text. Shown is
// what a mail program would show: of two versions of one text the HTML one, because that is where a lure is.

import { decodedField, rawField } from '#core/message/decoded-field.ts'
import type { CarriedFindings } from '#core/message/findings-field.ts'
import { singleLine } from '#core/message/single-line.ts'
import { htmlToText } from './html-to-text.ts'
import { type MimePart, mimeParts, sizeOf, textOf } from './mime-parts.ts'

export interface ReadPreview {
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly date: Date | null
  readonly text: string
  readonly cut: boolean
  readonly links: readonly string[]
  readonly attachments: readonly {
    readonly name: string
    readonly type: string
    readonly bytes: number
    readonly marks: readonly string[]
  }[]
}

const mostText = 20_000
const mostHtml = 200_000
const mostAttachments = 50
const mostLinks = 20

/** `content` may end anywhere: `whole` says whether it is all there is. */
export function readPreview(
  content: Buffer,
  whole: boolean,
  findings: Pick<CarriedFindings, 'attachments'> | null,
): ReadPreview {
  const headEnds = content.indexOf('\r\n\r\n')
  const head = content.subarray(0, headEnds < 0 ? content.length : headEnds + 2)
  const parts = mimeParts(content)
  const { text, targets } = wordsOf(parts)
  const lines = plainLines(text)
  const attachments = parts.filter(({ attached }) => attached)
  return {
    subject: decodedField(head, 'subject'),
    from: decodedField(head, 'from', 320),
    to: decodedField(head, 'to', 1000),
    date: dateOf(head),
    text: cutTo(lines, mostText),
    cut: !whole || lines.length > mostText || attachments.length > mostAttachments,
    links: hostsOf([...targets, ...urlsIn(text)]),
    attachments: attachments.slice(0, mostAttachments).map((part) => {
      const name = singleLine(part.name, 120)
      return {
        name,
        type: singleLine(part.type, 100),
        bytes: sizeOf(part),
        marks: marksOf(name, findings),
      }
    }),
  }
}

function wordsOf(parts: readonly MimePart[]): { readonly text: string; readonly targets: readonly string[] } {
  const shown = parts.filter(({ attached }) => !attached)
  const html = shown.filter(({ type }) => type === 'text/html')
  if (html.length === 0)
    return { text: shown.map((part) => textOf(part, mostText * 2)).join('\n'), targets: [] }
  const reduced = html.map((part) => htmlToText(textOf(part, mostHtml)))
  return {
    text: reduced.map(({ text }) => text).join('\n'),
    targets: reduced.flatMap(({ targets }) => targets),
  }
}

/** No control, format or bidirectional character; lines kept, empty ones no more than two. */
const plainLines = (text: string): string =>
  text
    .split(/\r?\n|\r/)
    .map((line) =>
      line
        .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
        .replace(/[ \t]+/g, ' ')
        .trim(),
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

const cutTo = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`

const urlsIn = (text: string): readonly string[] => text.match(/https?:\/\/[^\s<>"'()]{1,2000}/gi) ?? []

function hostsOf(targets: readonly string[]): readonly string[] {
  const hosts = new Set<string>()
  for (const target of targets) {
    const url = URL.parse(target)
    if (url !== null && /^https?:$/.test(url.protocol) && hosts.size < mostLinks) hosts.add(url.hostname)
  }
  return [...hosts]
}

/** The finding carries the name as it was shortened. */
const marksOf = (name: string, findings: Pick<CarriedFindings, 'attachments'> | null): readonly string[] =>
  name === ''
    ? []
    : [
        ...new Set(
          (findings?.attachments ?? [])
            .filter((each) => each.name !== '' && name.startsWith(each.name.replace(/…$/, '')))
            .map(({ mark }) => mark),
        ),
      ]

function dateOf(head: Buffer): Date | null {
  const at = new Date(rawField(head, 'date'))
  return Number.isNaN(at.getTime()) ? null : at
}
