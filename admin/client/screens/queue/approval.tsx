// What leak prevention held, for whoever must agree: what was found in it, never what it says, and the two decisions with what
// each will do.

import { BadgeCheck, ShieldQuestion, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { useReturnFocus } from '#ui/page/use-return-focus.ts'
import { chosenLanguage } from '#ui/words/language.ts'
import { FormProblem } from '../../form/form-problem.tsx'
import { LeakReason } from '../../leaks/leak-reason.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import type { QueuedMessageView } from './queue-view.ts'
import { useDecisions } from './use-decisions.ts'

export function Approval({ message }: { readonly message: QueuedMessageView }) {
  const { queue: words, leaks: leaksWords } = useWords()
  const { may } = useSession()
  useReturnFocus()
  const [refusing, setRefusing] = useState(false)
  const { decide, error, isPending } = useDecisions()
  const { queueId, leaks, reversePath, deliveries, stoppedMailbox } = message
  const approves = may('change:queue') && (stoppedMailbox === null || may('release:block'))
  const held = deliveries.filter(({ heldFor }) => heldFor === 'approval')
  const count = held.reduce((sum, { recipientCount }) => sum + recipientCount, 0)
  const language = chosenLanguage()
  const kindNames: Readonly<Record<string, string>> = leaksWords.kinds
  // Destinations that somebody held for another reason, or that have it already, are not decided about here.
  const decideAll = async (decision: 'approve' | 'delete'): Promise<boolean> => {
    const meant = held.length === deliveries.length ? [null] : held.map(({ destination }) => destination)
    for (const destination of meant) if (!(await decide(decision, { queueId, destination }))) return false
    return true
  }
  return (
    <section className="approval" aria-labelledby="approval-title">
      <h2 id="approval-title">
        <ShieldQuestion aria-hidden />
        {
          words[
            approves ? 'approvalTitle' : stoppedMailbox === null ? 'approvalOfOthers' : 'approvalOfDepartment'
          ]
        }
      </h2>
      {leaks.length === 0 ? (
        <p>{words.approvalNothing}</p>
      ) : (
        <>
          <p>{words.approvalFound}</p>
          <ul>
            {leaks.map((leak) => (
              <li key={leak.kind}>{words.leak(kindNames[leak.kind] ?? leak[language], leak.count)}</li>
            ))}
          </ul>
        </>
      )}
      <LeakReason queueId={queueId} />
      <p className="quiet">
        {words.approvalUnread} {words.approvalUntil}
      </p>
      {may('change:queue') && (
        <div className="approval-decide">
          {approves && (
            <div>
              <Button wide look="primary" isPending={isPending} onPress={() => void decideAll('approve')}>
                <BadgeCheck aria-hidden />
                {words.approve}
              </Button>
              <p>{words.approveText(count)}</p>
            </div>
          )}
          <div>
            <Button wide onPress={() => setRefusing(true)}>
              <Trash2 aria-hidden />
              {words.refuse}
            </Button>
            <p>{words.refuseText(reversePath)}</p>
          </div>
        </div>
      )}
      <FormProblem error={error} />
      <AlertDialog
        title={words.refuseTitle}
        action={words.refuse}
        danger
        isOpen={refusing}
        onClose={() => setRefusing(false)}
        onConfirm={() => decideAll('delete')}
      >
        <p>{words.refuseText(reversePath)}</p>
        <FormProblem error={error} />
      </AlertDialog>
    </section>
  )
}
