// A table of communes, pasted or read from a file: first what it would do, line by line, then the import of all or none.

import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { FormProblem } from '../../form/form-problem.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { type Batch, staleBatch } from './batch.ts'

/** Names of columns, the same in every language. */
const titles = 'insee;domaine;modele;responsable;boite;membres'

type Report = AdminAnswer<'POST /welcomes/{welcome}/communes/import/preview'>

export interface CsvDialogProps {
  readonly batch: Batch
  readonly onClose: () => void
}

export function CsvDialog({ batch, onClose }: CsvDialogProps) {
  const { welcome: words, common } = useWords()
  const [csv, setCsv] = useState('')
  const look = useChange('POST /welcomes/{welcome}/communes/import/preview', [])
  const take = useChange('POST /welcomes/{welcome}/communes/import', staleBatch)
  const params = { welcome: batch.id }
  const write = (text: string): void => {
    setCsv(text)
    look.reset()
    take.reset()
  }
  const report = take.data ?? look.data
  const usable = report !== undefined && report.refused === 0 && report.added + report.changed > 0
  return (
    <Dialog title={words.importTable} width="wide" isOpen onClose={onClose} stays>
      <div className="form">
        <TextField
          label={words.csv}
          hint={words.csvHint}
          value={csv}
          onChange={write}
          lines={6}
          placeholder={titles}
        />
        <div>
          <FileTrigger
            acceptedFileTypes={['.csv', 'text/csv', 'text/plain']}
            onSelect={(files) => void files?.[0]?.text().then(write)}
          >
            <Button size="small">
              <FileUp aria-hidden className="small" />
              {words.csvFile}
            </Button>
          </FileTrigger>
        </div>
        {report !== undefined && <ReportShown report={report} />}
        <FormProblem error={look.error ?? take.error} />
        <DialogActions>
          <Button onPress={onClose}>{common.cancel}</Button>
          {usable ? (
            <Button
              look="primary"
              isPending={take.isPending}
              onPress={() =>
                take.mutate(
                  { params, body: { csv } },
                  {
                    onSuccess: ({ refused, added, changed }) => {
                      if (refused > 0) return
                      sayDone({ text: words.imported(added, changed) })
                      onClose()
                    },
                  },
                )
              }
            >
              {words.importThem(report.added + report.changed)}
            </Button>
          ) : (
            <Button
              look="primary"
              isDisabled={csv.trim() === ''}
              isPending={look.isPending}
              onPress={() => look.mutate({ params, body: { csv } })}
            >
              {words.check}
            </Button>
          )}
        </DialogActions>
      </div>
    </Dialog>
  )
}

const kinds: Readonly<Record<Report['rows'][number]['outcome'], StateKind>> = {
  added: 'ok',
  changed: 'info',
  unchanged: 'wait',
  refused: 'bad',
}

function ReportShown({ report }: { readonly report: Report }) {
  const { welcome: words } = useWords()
  return (
    <>
      <Banner kind={report.refused > 0 ? 'bad' : 'ok'}>
        <b>{words.reportSum(report.added, report.changed)}</b>{' '}
        {report.refused > 0 && words.reportRefused(report.refused)}
      </Banner>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <section className="report" tabIndex={0} aria-label={words.report}>
        <ul>
          {report.rows.map(({ line, inseeCode, name, domain, outcome, problem }) => (
            <li key={line}>
              <span className="quiet">{words.line(line)}</span>
              <span>
                <b>{name ?? inseeCode}</b> {domain}
              </span>
              <StateLabel kind={kinds[outcome]}>
                {problem === null ? words.importOutcomes[outcome] : words.importProblems[problem]}
              </StateLabel>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
