// « Créer une règle à partir de ce message »: the list it came by, else who wrote it, is proposed as its condition.

import { useState } from 'react'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { type BoxView, type FolderView, mayFile, mayManage } from '../boxes.ts'
import { Failure } from '../failure.tsx'
import { useLabels } from '../labels/labels.tsx'
import { useAnswer } from '../queries.ts'
import { useAllWords } from '../words/later-part.tsx'
import { mayAnyChange } from './may-change.ts'
import { OtherProgram } from './other-program.tsx'
import { RuleForm } from './rule-form.tsx'
import { RulesConflict } from './rules-conflict.ts'
import type { OtherDecision, RulesView, RuleView } from './types.ts'
import { useRules, useRulesChanges, whyNot } from './use-rules.ts'
import { blankRule, newCondition, type WrittenRule } from './written-rule.ts'

export interface RuleFromMessageProps {
  readonly box: BoxView
  readonly folders: readonly FolderView[]
  readonly place: { readonly folder: string; readonly uid: number }
  readonly onClose: () => void
}

export function RuleFromMessage(props: RuleFromMessageProps) {
  const { reading } = useAllWords()
  return (
    <Dialog title={reading.toRule} isOpen onClose={props.onClose} width="wide" stays>
      <Asked {...props} />
    </Dialog>
  )
}

function Asked(props: RuleFromMessageProps) {
  const view = useRules(props.box.id)
  const { folder, uid } = props.place
  const proposal = useAnswer('GET /boxes/{box}/rule-proposal', {
    params: { box: props.box.id },
    query: { folder, uid },
  })
  const retry = (): void => {
    void view.refetch()
    void proposal.refetch()
  }
  const error = view.data === undefined ? view.error : proposal.data === undefined ? proposal.error : null
  if (error !== null) return <Failure error={error} onRetry={retry} />
  if (view.data === undefined || proposal.data === undefined) return <Skeleton rows={4} onRetry={retry} />
  return <Proposed {...props} view={view.data} before={proposed(proposal.data)} />
}

interface Proposal {
  readonly from: { readonly name: string; readonly address: string } | null
  readonly subject: string
  readonly list: string | null
}

function proposed({ from, subject, list }: Proposal): WrittenRule {
  const sender = from === null || from.name.trim() === '' ? (from?.address ?? subject) : from.name
  const condition =
    list !== null
      ? newCondition({ field: 'list', value: list })
      : from !== null
        ? newCondition({ field: 'from', how: 'is', value: from.address })
        : newCondition({ field: 'subject', how: 'contains', value: subject })
  return { ...blankRule, name: sender.slice(0, 100), conditions: [condition] }
}

interface ProposedProps extends RuleFromMessageProps {
  readonly view: RulesView
  readonly before: WrittenRule
}

function Proposed({ box, folders, onClose, view, before }: ProposedProps) {
  const words = useAllWords()
  const labels = useLabels()
  const [other, decide] = useState<OtherDecision>('keep')
  const changes = useRulesChanges(box.id, view, view.other === null ? null : other)
  const may = mayFile(box) && mayAnyChange(box, view)
  const save = async (rule: RuleView): Promise<string | null> => {
    try {
      await changes.rules([...view.rules, rule])
      return null
    } catch (error) {
      return error instanceof RulesConflict ? words.rules.meanwhileKept : whyNot(error, words)
    }
  }
  return (
    <div className="form">
      <OtherProgram
        {...{ view, other }}
        box={box.id}
        mayChange={may}
        mayDecide={mayManage(box)}
        onDecide={decide}
      />
      {may ? (
        <RuleForm {...{ box, folders, labels, before, save }} close={onClose} />
      ) : (
        <p className="dialog-text">{words.rules.readOnly}</p>
      )}
    </div>
  )
}
