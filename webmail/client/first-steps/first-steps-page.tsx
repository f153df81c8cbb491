// What makes a new box one's own: signature, phone, contacts, keyboard. Each can wait; once one has had enough, none of it is
// offered again, wherever one signs in.

import { BookUser, Check, Keyboard, PenLine, Smartphone } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { ServiceTrouble } from '#ui/api/service-trouble.tsx'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { accountPages } from '../account/account-pages.ts'
import type { BoxView } from '../boxes.ts'
import { bookAddress } from '../contacts/book-place.ts'
import { useAnswer } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useChangeSettings, useSettings, useSettingsSettled } from '../settings/use-settings.ts'
import type { Overlay } from '../shell/overlay.ts'
import { useIsPhone } from '../use-media.ts'
import { useAllWords } from '../words/later-part.tsx'
import '../account/account.css'
import './first-steps.css'

export interface FirstStepsPageProps {
  readonly boxes: readonly BoxView[]
  readonly onOverlay: (overlay: Overlay) => void
}

export function FirstStepsPage({ boxes, onOverlay }: FirstStepsPageProps) {
  const { account, firstSteps: words, frame } = useAllWords()
  const { person } = useSession()
  const { firstSteps } = useSettings()
  const isOver = useSettingsSettled() && !firstSteps
  const change = useChangeSettings()
  const phone = useIsPhone()
  const [box = null] = boxes
  useEffect(() => {
    if (isOver) navigate('/', { replace: true })
  }, [isOver])
  return (
    <main className="account" id="account" tabIndex={-1}>
      <ServiceTrouble address={person.email} words={frame} />
      <div className="account-sheet">
        <PageHeading title={words.title} site={account.site}>
          {words.lead}
        </PageHeading>
        <ol className="first-steps">
          {box !== null && <SignatureStep box={box} onOpen={() => onOverlay('signatures')} />}
          <PhoneStep />
          {box !== null && (
            <Step icon={<BookUser aria-hidden />} {...words.contacts}>
              <ButtonLink href={importAddress(box)}>{words.contacts.act}</ButtonLink>
            </Step>
          )}
          {!phone && <KeyboardStep />}
        </ol>
        <div className="first-steps-end">
          <Button look="primary" onPress={() => change({ firstSteps: false })}>
            {words.end}
          </Button>
          <ButtonLink look="quiet" href="/">
            {words.later}
          </ButtonLink>
        </div>
      </div>
    </main>
  )
}

const importAddress = ({ address }: BoxView): string =>
  bookAddress({ box: address, shows: 'own', group: null, q: null, open: { kind: 'import' } })

function SignatureStep({ box, onOpen }: { readonly box: BoxView; readonly onOpen: () => void }) {
  const { signature } = useAllWords().firstSteps
  const rows = useAnswer('GET /boxes/{box}/signatures', { params: { box: box.id } }).data?.rows ?? []
  return (
    <Step icon={<PenLine aria-hidden />} {...signature} isDone={rows.length > 0}>
      <Button onPress={onOpen}>{rows.length > 0 ? signature.again : signature.act}</Button>
    </Step>
  )
}

function PhoneStep() {
  const { phone } = useAllWords().firstSteps
  const rows = useAnswer('GET /self/app-passwords', {}).data?.rows ?? []
  return (
    <Step icon={<Smartphone aria-hidden />} {...phone} isDone={rows.length > 0}>
      <ButtonLink href={accountPages.phone}>{phone.act}</ButtonLink>
    </Step>
  )
}

function KeyboardStep() {
  const words = useAllWords()
  const { shortcuts } = useSettings()
  const change = useChangeSettings()
  return (
    <Step icon={<Keyboard aria-hidden />} {...words.firstSteps.keyboard}>
      <Checkbox isSelected={shortcuts} onChange={(on) => change({ shortcuts: on })}>
        {words.shortcuts.switch}
      </Checkbox>
    </Step>
  )
}

interface StepProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly isDone?: boolean
  readonly children: ReactNode
}

function Step({ icon, title, text, isDone = false, children }: StepProps) {
  const { done } = useAllWords().firstSteps
  return (
    <li className="first-step">
      {icon}
      <div className="first-step-text">
        <h2>
          {title}
          {isDone && (
            <small className="first-step-done">
              <Check aria-hidden className="small" /> {done}
            </small>
          )}
        </h2>
        <p>{text}</p>
      </div>
      {children}
    </li>
  )
}
