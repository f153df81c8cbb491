// The decisions about a held message, each with what it will do under its button. The one that the verdict asks for stands
// out; to delete it needs no words unless it is that one.

import { Ban, MailCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { Button } from '#ui/control/button.tsx'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { BlockDialog } from './block-dialog.tsx'
import { type HeldView, staleHeld } from './held-view.ts'
import { ReleaseDialog } from './release-dialog.tsx'
import { suggestedDecision } from './suggested-decision.ts'

export function HeldDecisions({ held }: { readonly held: HeldView }) {
  const words = useWords().held
  const [asked, setAsked] = useState<'block' | 'release' | 'delete' | null>(null)
  const [, navigate] = useLocation()
  const search = useSearch()
  const remove = useChange('DELETE /held/{queueId}', staleHeld)
  const main = suggestedDecision(held)
  const addresses = held.recipients.map(({ address }) => address)
  const done = (text: string): void => {
    sayDone({ text })
    navigate(`/quarantaine${search === '' ? '' : `?${search}`}`)
  }
  const close = (): void => setAsked(null)
  return (
    <>
      <div className="held-decide">
        {main === 'delete' && (
          <div className="held-decide-first">
            <Button wide look="primary" onPress={() => setAsked('delete')}>
              <Trash2 aria-hidden />
              {words.delete}
            </Button>
            <p>{words.deleteText(addresses)}</p>
          </div>
        )}
        <div>
          <Button
            wide
            look={main === 'block' ? 'primary' : 'secondary'}
            isDisabled={held.author === ''}
            onPress={() => setAsked('block')}
          >
            <Ban aria-hidden />
            {words.block}
          </Button>
          <p>{held.author === '' ? words.blockNobody : words.blockText(held.author)}</p>
        </div>
        <div>
          <Button
            wide
            look={main === 'release' ? 'primary' : 'secondary'}
            isDisabled={!held.releasable}
            onPress={() => setAsked('release')}
          >
            <MailCheck aria-hidden />
            {words.release}
          </Button>
          <p>{held.releasable ? words.releaseText(addresses) : words.virusStays}</p>
        </div>
      </div>
      {main !== 'delete' && (
        <p className="held-delete">
          <Button look="quiet" size="small" onPress={() => setAsked('delete')}>
            <Trash2 aria-hidden className="small" />
            {words.delete}
          </Button>
        </p>
      )}
      <FormProblem error={remove.error} />
      <AlertDialog
        title={words.deleteTitle}
        action={words.delete}
        danger
        isOpen={asked === 'delete'}
        onClose={close}
        onConfirm={async () => {
          const { data } = await remove
            .mutateAsync({ params: { queueId: held.queueId }, query: {} })
            .then((answer) => ({ data: answer }))
            .catch(() => ({ data: null }))
          if (data !== null) done(words.deleted)
        }}
      >
        <p>{words.deleteText(addresses)}</p>
      </AlertDialog>
      {asked === 'block' && <BlockDialog held={held} onClose={close} onDone={done} />}
      {asked === 'release' && <ReleaseDialog held={held} onClose={close} onDone={done} />}
    </>
  )
}
