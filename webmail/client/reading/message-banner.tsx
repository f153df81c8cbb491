// The one banner of a message: a fact, and where there is something to do, one way to it.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { useWords } from '../words/words.tsx'
import { bannerText, type Found } from './banner-text.ts'

const kinds: Readonly<Record<Found['kind'], 'warn' | 'bad' | 'info'>> = {
  'bank-details': 'warn',
  'payment-pressure': 'warn',
  'foreign-account': 'warn',
  'look-alike': 'bad',
  'dangerous-file': 'bad',
  unauthenticated: 'warn',
  invoice: 'info',
  marking: 'warn',
}

/** One pays somebody else than one thinks: the same is to be done about each. */
const aboutMoney: ReadonlySet<Found['kind']> = new Set([
  'bank-details',
  'payment-pressure',
  'foreign-account',
])

export function MessageBanner({ banner }: { readonly banner: Found }) {
  const { reading } = useWords()
  const [advice, setAdvice] = useState(false)
  return (
    <>
      <Banner
        kind={kinds[banner.kind]}
        action={
          aboutMoney.has(banner.kind) && <Button onPress={() => setAdvice(true)}>{reading.whatToDo}</Button>
        }
      >
        {bannerText(banner, reading)}
      </Banner>
      <Dialog title={reading.advice.title} isOpen={advice} onClose={() => setAdvice(false)}>
        <ol className="advice">
          {reading.advice.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <DialogActions>
          <Button look="primary" onPress={() => setAdvice(false)}>
            {reading.understood}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
