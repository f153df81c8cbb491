// Receipts above a message: one that it asks for, which a person sends or declines once; and what a receipt that came says, in the
// place of the report that programs wrote.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { MailCheck } from 'lucide-react'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { useReturnFocus } from '#ui/page/use-return-focus.ts'
import { api } from '../api.ts'
import type { BoxView, MessageBody, MessageView } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { nameOf } from '../list/row-words.ts'
import { keyOf } from '../queries.ts'
import { useSettings } from '../settings/use-settings.ts'
import { useWords } from '../words/words.tsx'
import './receipt.css'

interface ReceiptAskedProps {
  readonly box: BoxView
  readonly message: MessageView
  readonly asked: NonNullable<MessageBody['receiptAsked']>
}

export function ReceiptAsked({ box, message, asked }: ReceiptAskedProps) {
  const words = useWords()
  const cache = useQueryClient()
  const { receipts } = useSettings()
  const answering = useMutation({
    mutationFn: (send: boolean) =>
      api('POST /boxes/{box}/receipts', {
        params: { box: box.id },
        body: { place: message.place, send },
      }),
    onSuccess: (_, send) => {
      if (send) sayDone({ text: words.receipts.sent })
      for (const images of [{}, { images: '1' }] as const)
        cache.setQueryData<MessageBody>(
          keyOf('GET /boxes/{box}/message', {
            params: { box: box.id },
            query: { ...message.place, ...images },
          }),
          (known) => known && { ...known, receiptAsked: null },
        )
    },
    onError: (error) =>
      sayDone({ text: words.list.because(words.receipts.failed, problemWords(error, words).title) }),
  })
  useReturnFocus(() => document.querySelector<HTMLElement>('.conversation-head [tabindex]'))
  if (receipts === 'never') return null
  const name = message.from === null ? words.list.nobody : nameOf(message.from)
  return (
    <div className="receipt-asked">
      <p>
        {words.receipts.asked(name)}
        {asked.elsewhere && <b> {words.receipts.elsewhere(asked.to)}</b>}
      </p>
      <span className="receipt-choice">
        <Button size="small" isPending={answering.isPending} onPress={() => answering.mutate(true)}>
          {words.receipts.send}
        </Button>
        <Button look="quiet" size="small" onPress={() => answering.isPending || answering.mutate(false)}>
          {words.receipts.decline}
        </Button>
      </span>
    </div>
  )
}

interface ReceiptLineProps {
  readonly message: MessageView
  readonly receipt: NonNullable<MessageBody['receipt']>
  /** Whether the report itself is shown. */
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
}

export function ReceiptLine({ message, receipt, open, onOpen }: ReceiptLineProps) {
  const { receipts, list } = useWords()
  const format = useFormat()
  const { from } = message
  const by = receipt.by === '' ? (from?.address ?? list.nobody) : receipt.by
  const isSender = from !== null && from.address.toLowerCase() === by.toLowerCase()
  const who = isSender && from.name.trim() !== '' ? receipts.named(from.name.trim(), by) : by
  return (
    <p className="receipt-line">
      <MailCheck aria-hidden /> <b>{receipts[receipt.became](who, format.full(message.at))}</b>
      <Button look="quiet" size="small" aria-expanded={open} onPress={() => onOpen(!open)}>
        {open ? receipts.hideReport : receipts.showReport}
      </Button>
    </p>
  )
}
