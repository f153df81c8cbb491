// What opens one's account beside the password: what there is, one more, one less.

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { PasskeySetup } from '#ui/factors/passkey-setup.tsx'
import { TotpSetup } from '#ui/factors/totp-setup.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { hasPasskeys } from '#ui/sign-in/passkey.ts'
import type { WebmailAnswer } from '../../contract/all.ts'
import { Failure } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useAllWords } from '../words/later-part.tsx'
import { NewRecoveryCodes, RemovePasskey, RemoveTotp } from './factor-changes.tsx'

type FactorsView = WebmailAnswer<'GET /self/factors'>
type Passkey = FactorsView['passkeys'][number]
type Open = 'none' | 'passkey' | 'totp' | 'codes' | 'remove-totp' | Passkey

export function Factors() {
  const { account, ui } = useAllWords()
  const text = account.factors
  const answer = useAnswer('GET /self/factors', {})
  const client = useQueryClient()
  const [open, setOpen] = useState<Open>('none')
  const close = (): void => setOpen('none')
  const changed = (said?: string): void => {
    close()
    if (said !== undefined) sayDone({ text: said })
    void client.invalidateQueries({ queryKey: ['/self/factors'] })
    void client.invalidateQueries({ queryKey: ['/session'] })
  }
  if (answer.isError) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (answer.data === undefined) return <Skeleton rows={4} />
  const cancel = <Button onPress={close}>{ui.cancel}</Button>
  return (
    <Section title={text.title}>
      <p className="account-lead">
        {text.text} {answer.data.needed && text.needed}
      </p>
      <Passkeys factors={answer.data} onOpen={setOpen} />
      <Application factors={answer.data} onOpen={setOpen} />
      <Dialog title={text.addPasskey} isOpen={open === 'passkey'} onClose={close}>
        <div className="entrance-form">
          <PasskeySetup onDone={() => changed(text.passkeyAdded)}>{cancel}</PasskeySetup>
        </div>
      </Dialog>
      <Dialog title={text.totp} isOpen={open === 'totp'} onClose={close} stays>
        <div className="entrance-form">
          <TotpSetup onDone={() => changed()}>{cancel}</TotpSetup>
        </div>
      </Dialog>
      <Dialog title={text.recovery} isOpen={open === 'codes'} onClose={close} stays>
        <NewRecoveryCodes onDone={() => changed()} onCancel={close} />
      </Dialog>
      <Dialog title={text.removeTotpTitle} isOpen={open === 'remove-totp'} onClose={close}>
        <RemoveTotp onDone={() => changed(text.totpRemoved)} onCancel={close} />
      </Dialog>
      {typeof open === 'object' && (
        <Dialog title={text.removeTitle(open.name)} isOpen onClose={close}>
          <RemovePasskey passkey={open.id} onDone={() => changed(text.removed)} onCancel={close} />
        </Dialog>
      )}
    </Section>
  )
}

interface PartProps {
  readonly factors: FactorsView
  readonly onOpen: (open: Open) => void
}

function Passkeys({ factors, onOpen }: PartProps) {
  const text = useAllWords().account.factors
  const format = useFormat()
  return (
    <>
      <div className="account-row">
        <div>
          <h3>{text.passkeys}</h3>
          {factors.passkeys.length === 0 && <p>{text.noPasskey}</p>}
        </div>
        {hasPasskeys() && <Button onPress={() => onOpen('passkey')}>{text.addPasskey}</Button>}
      </div>
      {factors.passkeys.map((passkey) => (
        <div className="account-row" key={passkey.id}>
          <div>
            <b>{passkey.name}</b>
            <p>
              {passkey.synced ? text.synced : text.oneDevice}, {format.day(passkey.createdAt)}
            </p>
          </div>
          <Button size="small" aria-label={text.removePasskey(passkey.name)} onPress={() => onOpen(passkey)}>
            {text.remove}
          </Button>
        </div>
      ))}
    </>
  )
}

function Application({ factors: { totp, recoveryCodes }, onOpen }: PartProps) {
  const text = useAllWords().account.factors
  const format = useFormat()
  return (
    <>
      <div className="account-row">
        <div>
          <h3>{text.totp}</h3>
          <p>{totp === null ? text.noTotp : text.totpSince(format.day(totp.since))}</p>
        </div>
        {totp === null ? (
          <Button onPress={() => onOpen('totp')}>{text.addTotp}</Button>
        ) : (
          <Button onPress={() => onOpen('remove-totp')}>{text.removeTotp}</Button>
        )}
      </div>
      {totp !== null && (
        <div className="account-row">
          <div>
            <h3>{text.recovery}</h3>
            <p>{text.recoveryLeft(recoveryCodes)}</p>
          </div>
          <Button onPress={() => onOpen('codes')}>{text.newRecovery}</Button>
        </div>
      )}
    </>
  )
}
