// Why a message is held, a sentence each: the reason, what the filters found, and whether the sender is proven.

import {
  AtSign,
  BadgeX,
  CircleAlert,
  FileLock,
  FileWarning,
  Landmark,
  type LucideIcon,
  ShieldCheck,
} from 'lucide-react'
import { reasonWords } from '../../journey/sentences.ts'
import { useWords } from '../../words/words.tsx'
import type { HeldView } from './held-view.ts'

const icons: Readonly<Record<string, LucideIcon>> = {
  'borrowed-name': AtSign,
  namesake: AtSign,
  'look-alike-domain': AtSign,
  'first-contact': AtSign,
  'answers-elsewhere': AtSign,
  'bank-details-change': Landmark,
  'payment-pressure': Landmark,
  'foreign-account': Landmark,
  'invoice-outside-chorus': Landmark,
  'protective-marking': FileLock,
}

export function HeldReasons({ held }: { readonly held: HeldView }) {
  const { held: words, journey } = useWords()
  const proven = held.authentication?.dmarc === 'pass'
  return (
    <div className="held-reasons">
      <h3>{words.why}</h3>
      <ul>
        <li>
          <CircleAlert aria-hidden />
          <span>{reasonWords(held.reason, journey).long}</span>
        </li>
        {held.findings.map((mark) => {
          const Icon = icons[mark] ?? FileWarning
          return (
            <li key={mark}>
              <Icon aria-hidden />
              <span>{journey.findings[mark]?.long ?? mark}</span>
            </li>
          )
        })}
        {held.authentication !== null && (
          <li className={proven ? 'held-proven' : ''}>
            {proven ? <ShieldCheck aria-hidden /> : <BadgeX aria-hidden />}
            <span>{proven ? words.proven(held.authorDomain ?? '') : words.unproven}</span>
          </li>
        )}
      </ul>
    </div>
  )
}
