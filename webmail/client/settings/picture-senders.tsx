// Whose pictures are shown unasked: chosen above a message, taken back there or in the settings.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { IconButton } from '#ui/control/button.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { useReturnFocus } from '#ui/page/use-return-focus.ts'
import { api } from '../api.ts'
import { problemWords } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'

interface Choice {
  readonly address: string
  readonly always: boolean
}

export function usePictureSender(): (address: string, always: boolean) => void {
  const client = useQueryClient()
  const words = useWords()
  const { mutate } = useMutation({
    mutationFn: async ({ address, always }: Choice) => {
      if (always) await api('POST /picture-senders', { body: { address } })
      else await api('DELETE /picture-senders/{address}', { params: { address } })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['/boxes/{box}/message'] })
      await client.invalidateQueries({ queryKey: ['/picture-senders'] })
    },
    onError: (error) =>
      sayDone({ text: words.list.because(words.settings.failed, problemWords(error, words).title) }),
  })
  return (address, always) => mutate({ address, always })
}

export function PictureSenders() {
  const { settings: words } = useWords()
  const change = usePictureSender()
  const rows = useAnswer('GET /picture-senders', {}).data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section>
      <h3 className="settings-heading">{words.pictureSenders}</h3>
      <ul className="label-rows settings-rows">
        {rows.map((address) => (
          <PictureSender key={address} address={address} onAsk={() => change(address, false)} />
        ))}
      </ul>
    </section>
  )
}

function PictureSender({ address, onAsk }: { readonly address: string; readonly onAsk: () => void }) {
  const { settings: words } = useWords()
  useReturnFocus()
  return (
    <li>
      <span className="settings-text">
        <b className="cut">{address}</b>
      </span>
      <IconButton label={words.askForPicturesOf(address)} onPress={onAsk}>
        <X aria-hidden />
      </IconButton>
    </li>
  )
}
