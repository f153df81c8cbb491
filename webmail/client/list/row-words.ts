// What a row of the list says, to the eye and to the ear: « Non lu, Marie Durand, Devis toiture, pièce jointe, hier 14 h 12 ».

import { formatDay, formatMoment, formatTime } from '#ui/format/date.ts'
import type { ConversationRow } from '../boxes.ts'
import { returnMoment } from '../snooze/return-moment.ts'
import type { Words } from '../words/fr.ts'
import { daysSince } from './day-headings.ts'

type Saying = Pick<Words, 'ui' | 'list' | 'snooze'>

/** The first of several by the whole name, those who joined by their first one. */
export function peopleOf({ people }: Pick<ConversationRow, 'people'>, { list }: Saying): string {
  if (people.length === 0) return list.nobody
  const [only] = people
  if (people.length === 1 && only !== undefined) return only.me ? list.me : nameOf(only)
  const named = people.map((each, index) =>
    each.me ? list.me : index === 0 ? nameOf(each) : shortOf(nameOf(each)),
  )
  return [...new Set(named)].join(', ')
}

/** The name, or the address where there is none. */
export const nameOf = ({ name, address }: { readonly name: string; readonly address: string }): string =>
  name.trim() === '' ? address : name.trim()

const shortOf = (name: string): string => (name.includes('@') ? name : (name.split(/\s+/)[0] ?? name))

export const subjectOf = (subject: string, { list }: Saying): string =>
  subject.trim() === '' ? list.noSubject : subject.trim()

/** Under the heading of its day: a time, then a day. */
export const whenOf = (at: string, now: Date, { ui }: Saying): string =>
  daysSince(at, now) <= 1 ? formatTime(at, ui) : formatDay(at, now, ui)

const nowhere = { box: null, note: null }

/** The name of the row, heard as a whole. */
export function rowName(
  row: ConversationRow,
  now: Date,
  words: Saying,
  { box, note }: { readonly box: string | null; readonly note: string | null } = nowhere,
): string {
  const { row: say } = words.list
  return [
    ...(row.unread > 0 ? [say.unread] : []),
    ...(row.draft ? [say.draft] : []),
    peopleOf(row, words),
    ...(row.count > 1 ? [say.messages(row.count)] : []),
    subjectOf(row.subject, words),
    ...(row.flagged ? [say.flagged] : []),
    ...(row.attachments ? [say.attachments] : []),
    ...(row.answered ? [say.answered] : []),
    ...row.labels.map(say.label),
    formatMoment(row.at, now, words.ui),
    ...(row.returnsAt === undefined ? [] : [words.snooze.returns(returnMoment(row.returnsAt, now, words))]),
    ...(note === null ? [] : [say.folder(note)]),
    ...(box === null ? [] : [box]),
  ].join(', ')
}
