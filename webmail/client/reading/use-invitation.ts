// The invitation of a message, asked for where it brings a calendar, and answered.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import type { AttachmentView, BoxView, MessageView } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { keyOf, useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import type { Invitation } from './event-time.ts'

export type InvitationAnswer = NonNullable<Invitation['answer']>

const isCalendar = ({ type }: AttachmentView): boolean =>
  type === 'text/calendar' || type === 'application/ics'

const inputOf = (box: BoxView, { place }: MessageView) => ({ params: { box: box.id }, query: place })

interface Invited {
  /** Null where there is none, or none yet. */
  readonly invitation: Invitation | null
  /** What is no attachment besides: calendars, once they are an invitation and until that is known. */
  readonly files: readonly AttachmentView[]
}

export function useInvitation(box: BoxView, message: MessageView): Invited {
  const { attachments, draft, me } = message
  const enabled = attachments.some(isCalendar) && !draft && !me
  const asked = useAnswer('GET /boxes/{box}/invitation', inputOf(box, message), { enabled })
  const invitation = asked.data?.invitation ?? null
  const isShown = invitation !== null || (enabled && asked.isPending)
  return { invitation, files: isShown ? attachments.filter((file) => !isCalendar(file)) : attachments }
}

export function useAnswerInvitation(box: BoxView, message: MessageView) {
  const words = useWords()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (answer: InvitationAnswer) =>
      api('POST /boxes/{box}/invitation-answers', {
        params: { box: box.id },
        body: { place: message.place, answer },
      }),
    onSuccess: ({ answer }) =>
      cache.setQueryData<{ readonly invitation: Invitation | null }>(
        keyOf('GET /boxes/{box}/invitation', inputOf(box, message)),
        (known) =>
          known === undefined || known.invitation === null
            ? known
            : { invitation: { ...known.invitation, answer } },
      ),
    onError: (error) =>
      sayDone({ text: words.list.because(words.invitations.failed, problemWords(error, words).title) }),
  })
}
