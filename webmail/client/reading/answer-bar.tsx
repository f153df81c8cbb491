// At the foot of a conversation: answer it, or pass it on.

import { Forward, Reply, ReplyAll } from 'lucide-react'
import { BareButton } from '#ui/control/button.tsx'
import type { AnswerKind } from '../compose/draft/draft.ts'
import { useIsPhone } from '../use-media.ts'
import { useWords } from '../words/words.tsx'

export function AnswerBar({ onAnswer }: { readonly onAnswer: (how: AnswerKind) => void }) {
  const { compose } = useWords()
  const phone = useIsPhone()
  return (
    <div className="answer-bar" role="toolbar" aria-label={compose.answers}>
      <BareButton onPress={() => onAnswer('reply')}>
        <Reply aria-hidden /> {compose.reply}
      </BareButton>
      <BareButton
        look={phone ? 'secondary' : 'quiet'}
        aria-label={compose.replyAll}
        onPress={() => onAnswer('reply-all')}
      >
        <ReplyAll aria-hidden /> {phone ? compose.replyAllShort : compose.replyAll}
      </BareButton>
      <BareButton
        look={phone ? 'secondary' : 'quiet'}
        aria-label={compose.forward}
        onPress={() => onAnswer('forward')}
      >
        <Forward aria-hidden /> {!phone && compose.forward}
      </BareButton>
    </div>
  )
}
