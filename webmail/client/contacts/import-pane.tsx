// A file of contacts taken over: chosen, looked at, and written only then.

import { Upload } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import { type BoxView, mayFile } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import type { AllWords } from '../words/later-part.tsx'
import { useAllWords } from '../words/later-part.tsx'
import { inBase64 } from './base64.ts'
import { ImportPreview } from './import-preview.tsx'
import type { ImportPreview as Preview } from './types.ts'
import { useBookChanged } from './use-book.ts'

/** As webmail/contract/contact-import.ts has it. */
const mostBytes = 8 * 1024 * 1024

interface Chosen {
  readonly name: string
  readonly file: string
  readonly preview: Preview
}

export function ImportPane({ box, onClose }: { readonly box: BoxView; readonly onClose: () => void }) {
  const all = useAllWords()
  const words = all.contacts.importing
  const changed = useBookChanged()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [reading, setReading] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  if (!mayFile(box)) return <p className="contacts-none">{all.contacts.readOnly}</p>
  const params = { box: box.id }
  const choose = async (given: File | undefined): Promise<void> => {
    if (given === undefined) return
    setChosen(null)
    setWrong(null)
    if (given.size > mostBytes) return setWrong(words.tooLarge)
    setReading(true)
    try {
      const file = inBase64(new Uint8Array(await given.arrayBuffer()))
      const preview = await api('POST /boxes/{box}/contact-imports/preview', { params, body: { file } })
      setChosen({ name: given.name, file, preview })
    } catch (error) {
      setWrong(whyNot(error, all))
    }
    setReading(false)
  }
  return (
    <section className="contact-import" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p>{words.text}</p>
      <FileTrigger
        acceptedFileTypes={['.vcf', '.csv', 'text/vcard', 'text/csv']}
        onSelect={(files) => void choose(files?.[0])}
      >
        <Button look={chosen === null ? 'primary' : 'secondary'} isPending={reading}>
          <Upload aria-hidden />
          {reading ? words.reading : chosen === null ? words.choose : words.another}
        </Button>
      </FileTrigger>
      {wrong !== null && (
        <Banner kind="bad" urgent>
          {wrong}
        </Banner>
      )}
      {chosen !== null && (
        <ImportPreview
          key={chosen.name}
          box={box}
          name={chosen.name}
          preview={chosen.preview}
          onTake={async (wish) => {
            try {
              const done = await api('POST /boxes/{box}/contact-imports', {
                params,
                body: { ...wish, without: [...wish.without], file: chosen.file },
              })
              sayDone({ text: words.done(done.added, done.merged) })
              onClose()
              await changed()
            } catch (error) {
              setWrong(all.list.because(words.failed, problemWords(error, all).title))
            }
          }}
        />
      )}
    </section>
  )
}

function whyNot(error: unknown, all: AllWords): string {
  const words = all.contacts.importing
  const code = error instanceof ProblemError ? error.fields.get('file') : undefined
  if (code === 'unreadable') return words.unreadable
  if (code === 'too-many') return words.tooMany
  if (error instanceof ProblemError && error.code === 'too-large') return words.tooLarge
  return all.list.because(words.failed, problemWords(error, all).title)
}
