// What is queued of a window in which somebody pressed « Envoyer » without a network.

import { shownFiles } from '../compose/attachments/attachments.ts'
import { localCopyOf } from '../compose/draft/local-copy.ts'
import type { Ended, SavingState } from '../compose/draft/saving-state.ts'
import { isPictureMissing, picturesToSend } from '../compose/editor/pictures.ts'
import { type Archivable, archivableFrom } from '../compose/send/archive-answered.ts'
import type { QueuedMessage } from './queued.ts'
import type { Became } from './send-queued.ts'

export interface HowQueued {
  readonly sendAt: string | null
  readonly accepted: readonly string[]
  readonly justification: string | null
  readonly archives: boolean
  readonly key: string
}

/** Files that are on their way lie nowhere but in their window: with them it waits there. */
export const mayBeQueued = ({
  attachments,
  pictures,
  content,
}: Pick<SavingState, 'attachments' | 'pictures' | 'content'>): boolean =>
  attachments.every(({ state }) => state === 'kept' || state === 'copied') &&
  picturesToSend(pictures, content.html).length === 0 &&
  !isPictureMissing(pictures, content.html)

/** What is put away now that it is sent: of what did not leave, its author has yet to make something. */
export const archivedWith = (
  { archives = false, copy }: Pick<QueuedMessage, 'archives' | 'copy'>,
  { kind }: Pick<Became, 'kind'>,
): Archivable | null => (archives && kind === 'sent' ? archivableFrom(copy.content) : null)

/** As its window was left; what was asked for and never confirmed is asked first, as it was. */
export function queuedOf(
  ended: Ended,
  how: HowQueued,
  { newId, now }: { readonly newId: () => string; readonly now: () => string },
): QueuedMessage {
  const { attachments, content, unconfirmed, place } = ended
  const last = {
    content,
    keep: attachments.kept.flatMap(({ key }) => (attachments.removed.has(key) ? [] : key)),
    copies: attachments.copied.map(({ key, from }) => ({ ...from, id: key })),
  }
  const first =
    unconfirmed === null
      ? null
      : {
          revision: unconfirmed.revision,
          content: unconfirmed.content,
          keep: unconfirmed.keep,
          copies: unconfirmed.copies.map(({ key, from }) => ({ ...from, id: key })),
        }
  const isWhole =
    first !== null && JSON.stringify({ ...first, revision: '' }) === JSON.stringify({ revision: '', ...last })
  return {
    ...how,
    place,
    copy: localCopyOf({ ...ended, attachments: shownFiles(attachments) }, attachments, now()),
    changes: [...(first === null ? [] : [first]), ...(isWhole ? [] : [{ revision: newId(), ...last }])],
    asked: null,
  }
}
