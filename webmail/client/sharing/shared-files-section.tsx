// Files that a box gave out by a link: until when, how often they were fetched, and the way to end it.

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { WebmailAnswer } from '../../contract/all.ts'
import { api } from '../api.ts'
import { type BoxView, mayWriteAs } from '../boxes.ts'
import { Failure, problemWords } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { BoxChoice } from '../settings/box-choice.tsx'
import { useWords } from '../words/words.tsx'
import './sharing.css'

type SharedFile = WebmailAnswer<'GET /boxes/{box}/shared-files'>['rows'][number]

export function SharedFilesSection() {
  const { list } = useWords().sharing
  return (
    <div className="form">
      <p>{list.lead}</p>
      <BoxChoice>
        {(box) => (mayWriteAs(box) ? <SharedFiles key={box.id} box={box} /> : <p>{list.mayNot}</p>)}
      </BoxChoice>
    </div>
  )
}

function SharedFiles({ box }: { readonly box: BoxView }) {
  const all = useWords()
  const { list } = all.sharing
  const client = useQueryClient()
  const [leaving, setLeaving] = useState<SharedFile | null>(null)
  const asked = useAnswer('GET /boxes/{box}/shared-files', { params: { box: box.id } })
  const withdraw = async ({ id, name }: SharedFile): Promise<boolean> => {
    try {
      await api('DELETE /boxes/{box}/shared-files/{file}', { params: { box: box.id, file: id } })
      sayDone({ text: list.withdrawn(name) })
      return true
    } catch (error) {
      sayDone({ text: `${list.failed} ${problemWords(error, all).title}.` })
      return false
    } finally {
      await client.invalidateQueries({ queryKey: ['/boxes/{box}/shared-files'] })
    }
  }
  if (asked.error !== null) return <Failure error={asked.error} onRetry={() => void asked.refetch()} />
  if (asked.data === undefined) return null
  const { rows } = asked.data
  if (rows.length === 0) return <p className="dialog-text">{list.empty}</p>
  return (
    <>
      <ul className="label-rows settings-rows shared-files">
        {rows.map((file) => (
          <Row key={file.id} file={file} onWithdraw={() => setLeaving(file)} />
        ))}
      </ul>
      <AlertDialog
        title={leaving === null ? '' : list.confirm(leaving.name)}
        action={list.withdraw}
        danger
        isOpen={leaving !== null}
        onClose={() => setLeaving(null)}
        onConfirm={() => (leaving === null ? Promise.resolve() : withdraw(leaving))}
      >
        {list.confirmText}
      </AlertDialog>
    </>
  )
}

const kinds: Readonly<Record<SharedFile['state'], StateKind>> = {
  open: 'ok',
  expired: 'wait',
  withdrawn: 'wait',
}

function Row({ file, onWithdraw }: { readonly file: SharedFile; readonly onWithdraw: () => void }) {
  const { list } = useWords().sharing
  const format = useFormat()
  const { name, octets, person, sharedAt, expiresAt, state, hasPassword, downloads, lastDownloadAt } = file
  const given = [
    format.size(octets),
    list.since(format.date(sharedAt)),
    ...(person === null ? [] : [list.by(person)]),
    ...(hasPassword ? [list.hasPassword] : []),
  ]
  const became = [
    ...(state === 'open' ? [list.until(format.date(expiresAt))] : []),
    list.downloads(downloads),
    ...(lastDownloadAt === null ? [] : [list.last(format.moment(lastDownloadAt))]),
  ]
  return (
    <li>
      <span className="settings-text">
        <b>{name}</b>
        <small>{given.join(', ')}</small>
        <small>{became.join(', ')}</small>
      </span>
      <StateLabel kind={kinds[state]}>{list.states[state]}</StateLabel>
      {state === 'open' && (
        <Button size="small" aria-label={list.withdrawOf(name)} onPress={onWithdraw}>
          {list.withdraw}
        </Button>
      )}
    </li>
  )
}
