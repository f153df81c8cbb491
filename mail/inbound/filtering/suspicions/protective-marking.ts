// A mark of protected documents: « Diffusion Restreinte » (II 901) or of the secrets of national defence (IGI 1300). The service is
// meant for neither, and who gets such a message is told.

import { confusableSkeleton } from '#core/message/confusables.ts'
import type { Suspicion } from '#core/message/findings.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'
import { markingNamed, markings, markingsOfSubject } from '../../../dlp/detect/markings.ts'

/** Most mail has no word of any mark, and is not read line by line. */
const partOfMarks = /secret|restr|sp.{1,2}cial|d.{1,2}fense|otan/i
/** A ballot and an API key are « secret » too: alone, it is a mark in capitals only, on a line of its own. */
const secretAlone = /^[^\p{L}\n]*secret[^\p{L}\n]*$/gimu

const withoutLoneSecrets = (text: string): string =>
  text.replace(secretAlone, (line) => (line.includes('SECRET') ? line : ''))

const read = (written: string) => ({ written, plain: confusableSkeleton(written) })

/** In its subject, its text or the name of a file; null for none, and for « Confidentiel », which half of all small print has. */
export function protectiveMarking({ subject, text, attachments }: Observation): Suspicion | null {
  const names = attachments.map(({ name }) => name)
  if (![subject, text, ...names].some((each) => partOfMarks.test(each))) return null
  const kinds = [
    ...markingsOfSubject(read(subject.replace(/(?<=[:|/–—-]\s*|^\s*)secret(?=\s*(?:[:|/–—-]|$))/giu, ''))),
    ...markings(read(withoutLoneSecrets(text))),
    ...names.map(markingNamed),
  ].map((value) => value?.kind)
  const kind = (['classified', 'restricted'] as const).find((each) => kinds.includes(each))
  return kind === undefined ? null : { mark: 'protective-marking', resembles: kind }
}
