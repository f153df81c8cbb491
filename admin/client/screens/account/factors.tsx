// One's second factors: what there is, one more, one less.

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
import type { AdminAnswer } from '../../../contract/all.ts'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { RemovePasskey } from './remove-passkey.tsx'
import { NewRecoveryCodes, RemoveTotp } from './totp-changes.tsx'
import '#ui/sign-in/entrance.css'

type Factors = AdminAnswer<'GET /self/factors'>
type Open = 'none' | 'passkey' | 'totp' | 'codes' | 'remove-totp'

export function Factors() {
  const { account, common } = useWords()
  const text = account.factors
  const answer = useAnswer('GET /self/factors', {})
  const client = useQueryClient()
  const [open, setOpen] = useState<Open>('none')
  const close = (): void => setOpen('none')
  const changed = async (): Promise<void> => {
    close()
    await client.invalidateQueries({ queryKey: ['/self/factors'] })
  }
  if (answer.isError) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (answer.data === undefined) return <Skeleton rows={4} />
  return (
    <Section title={text.title}>
      <p className="section-lead">
        {text.text} {answer.data.needed && text.needed}
      </p>
      <Passkeys factors={answer.data} onAdd={() => setOpen('passkey')} />
      <Application factors={answer.data} onOpen={setOpen} />
      <Dialog title={text.addPasskey} isOpen={open === 'passkey'} onClose={close}>
        <div className="entrance-form">
          <PasskeySetup
            onDone={() => {
              sayDone({ text: text.passkeyAdded })
              void changed()
            }}
          >
            <Button onPress={close}>{common.cancel}</Button>
          </PasskeySetup>
        </div>
      </Dialog>
      <Dialog title={text.totp} isOpen={open === 'totp'} onClose={close} stays>
        <div className="entrance-form">
          <TotpSetup onDone={() => void changed()}>
            <Button onPress={close}>{common.cancel}</Button>
          </TotpSetup>
        </div>
      </Dialog>
      <Dialog title={text.recovery} isOpen={open === 'codes'} onClose={close} stays>
        <NewRecoveryCodes onDone={() => void changed()} onCancel={close} />
      </Dialog>
      <Dialog title={text.removeTotpTitle} isOpen={open === 'remove-totp'} onClose={close}>
        <RemoveTotp onDone={() => void changed()} onCancel={close} />
      </Dialog>
    </Section>
  )
}

function Passkeys({ factors, onAdd }: { readonly factors: Factors; readonly onAdd: () => void }) {
  const text = useWords().account.factors
  const format = useFormat()
  const [removed, setRemoved] = useState<Factors['passkeys'][number] | null>(null)
  return (
    <>
      <div className="factor-row">
        <div>
          <h3>{text.passkeys}</h3>
          {factors.passkeys.length === 0 && <p>{text.noPasskey}</p>}
        </div>
        {hasPasskeys() && <Button onPress={onAdd}>{text.addPasskey}</Button>}
      </div>
      {factors.passkeys.map((passkey) => (
        <div className="factor-row" key={passkey.id}>
          <div>
            <b>{passkey.name}</b>
            <p>
              {passkey.synced ? text.synced : text.oneDevice}, {format.day(passkey.createdAt)}
            </p>
          </div>
          <Button
            size="small"
            aria-label={text.removePasskey(passkey.name)}
            onPress={() => setRemoved(passkey)}
          >
            {text.remove}
          </Button>
        </div>
      ))}
      {removed !== null && (
        <Dialog title={text.removeTitle(removed.name)} isOpen onClose={() => setRemoved(null)}>
          <RemovePasskey passkey={removed.id} onClose={() => setRemoved(null)} />
        </Dialog>
      )}
    </>
  )
}

function Application({
  factors,
  onOpen,
}: {
  readonly factors: Factors
  readonly onOpen: (open: Open) => void
}) {
  const text = useWords().account.factors
  const format = useFormat()
  const { totp, recoveryCodes } = factors
  return (
    <>
      <div className="factor-row">
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
        <div className="factor-row">
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
