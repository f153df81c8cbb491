// One's mail as a file: begun here, downloaded by the browser, with how far it is and a way to stop it.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { WebmailAnswer } from '../../contract/all.ts'
import { addressOf, api } from '../api.ts'
import { type BoxView, mayManage } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { BoxChoice } from '../settings/box-choice.tsx'
import { useAllWords } from '../words/later-part.tsx'
import './exporting.css'

type ExportView = NonNullable<WebmailAnswer<'GET /export'>['export']>

const isOpen = ({ state }: ExportView): boolean => state === 'waiting' || state === 'running'
const everySecondMs = 1_000
const everyMinuteMs = 60_000

export function ExportSection() {
  const { exporting: words } = useAllWords()
  const asked = useAnswer(
    'GET /export',
    {},
    {
      refetchMs: (known) => (known?.export != null && isOpen(known.export) ? everySecondMs : everyMinuteMs),
    },
  )
  const boxes = useAnswer('GET /boxes', {}).data?.rows ?? []
  const last = asked.data?.export ?? null
  const of = boxes.find(({ id }) => id === last?.box) ?? null
  return (
    <div className="form">
      <p>{words.lead}</p>
      <p className="quiet">{words.personal}</p>
      <BoxChoice>{(box) => <Start key={box.id} box={box} last={last} />}</BoxChoice>
      {last !== null && of !== null && <State last={last} address={of.address} />}
    </div>
  )
}

function Start({ box, last }: { readonly box: BoxView; readonly last: ExportView | null }) {
  const words = useAllWords()
  const { exporting } = words
  const client = useQueryClient()
  const begin = useMutation({
    mutationFn: () => api('POST /boxes/{box}/export', { params: { box: box.id } }),
    onSuccess: ({ id }) =>
      download(addressOf('GET /boxes/{box}/export/{export}', { params: { box: box.id, export: id } })),
    onError: (error) => sayDone({ text: `${exporting.startFailed} ${problemWords(error, words).title}.` }),
    onSettled: () => client.invalidateQueries({ queryKey: ['/export'] }),
  })
  if (!mayManage(box)) return <p>{exporting.mayNot}</p>
  const under = last !== null && isOpen(last)
  if (under) return last.box === box.id ? null : <p>{exporting.another}</p>
  return (
    <p>
      <Button look="primary" isPending={begin.isPending} onPress={() => begin.mutate()}>
        {exporting.start}
      </Button>
    </p>
  )
}

/** The browser takes it from here: it says how much came, and where it is kept. */
function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}

function State({ last, address }: { readonly last: ExportView; readonly address: string }) {
  const words = useAllWords()
  const { exporting } = words
  const format = useFormat()
  const client = useQueryClient()
  const stop = useMutation({
    mutationFn: () => api('DELETE /export/{export}', { params: { export: last.id } }),
    onError: (error) => sayDone({ text: problemWords(error, words).title }),
    onSettled: () => client.invalidateQueries({ queryKey: ['/export'] }),
  })
  const { messages, total, octets, state } = last
  const size = format.size(octets)
  const now =
    state === 'waiting'
      ? exporting.waiting(address)
      : exporting.running(address, format.number(messages), format.number(total))
  if (state === 'done')
    return <Banner kind="ok">{exporting.done(address, messages, format.number(messages), size)}</Banner>
  if (state === 'cancelled' || state === 'failed')
    return <Banner kind="warn">{exporting[state](address)}</Banner>
  return (
    <div className="export-state">
      {/* Asked again each second: whoever wants to hear how far it is goes there. */}
      <p>{now}</p>
      <progress max={Math.max(1, total)} value={messages} aria-label={now} />
      <p className="quiet">
        {size}. {exporting.keep}
      </p>
      <Button isPending={stop.isPending} onPress={() => stop.mutate()}>
        {exporting.cancel}
      </Button>
    </div>
  )
}
