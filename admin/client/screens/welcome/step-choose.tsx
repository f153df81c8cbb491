// First step: communes ticked in the official list, or a table pasted in. Each tick is saved at once.

import { Search, Upload } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import { Button } from '#ui/control/button.tsx'
import { SearchField } from '#ui/control/search-field.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { DataTable } from '#ui/table/data-table.tsx'
import { Failure } from '../../failure.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { useChange, useListing } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { type StepProps, staleBatch } from './batch.ts'
import { chosenChange } from './chosen-change.ts'
import { ChosenCommunes } from './chosen-communes.tsx'
import { CsvDialog } from './csv-dialog.tsx'
import { officialColumns } from './official-columns.tsx'
import { StepFooter } from './step-footer.tsx'
import './step-choose.css'

export function StepChoose({ batch }: StepProps) {
  const { welcome: words } = useWords()
  const format = useFormat()
  const [search, setSearch] = useSearchParams()
  const [importing, setImporting] = useState(false)
  const text = search.get('q')
  const list = useListing('GET /official-communes', {
    query: { hosted: 'false', ...(text === null ? {} : { search: text }) },
  })
  const add = useChange('POST /welcomes/{welcome}/communes', staleBatch)
  const remove = useChange('DELETE /welcomes/{welcome}/communes/{inseeCode}', staleBatch)
  const chosen = useMemo(() => new Set(batch.communes.map(({ inseeCode }) => inseeCode)), [batch.communes])
  const columns = useMemo(() => officialColumns(words, format.number), [words, format])
  const params = { welcome: batch.id }
  const takeOut = (inseeCode: string): void => remove.mutate({ params: { ...params, inseeCode } })
  return (
    <>
      <h2>{words.steps.choose}</h2>
      <p className="wizard-lead">{words.chooseLead}</p>
      <div className="tools">
        <SearchField
          label={words.chooseSearch}
          text={text}
          onText={(q) => setSearch(q === null ? {} : { q }, { replace: true })}
          before={<Search aria-hidden className="small" />}
        />
        <Button onPress={() => setImporting(true)}>
          <Upload aria-hidden className="small" />
          {words.importTable}
        </Button>
        <div className="tools-end">
          <b role="status">{words.chosen(batch.communes.length)}</b>
        </div>
      </div>
      <ChosenCommunes communes={batch.communes} onTakeOut={takeOut} />
      <FormProblem error={add.error ?? remove.error} />
      {list.state === 'loading' && <Skeleton rows={10} onRetry={list.retry} />}
      {list.state === 'failed' && <Failure error={list.error} onRetry={list.retry} />}
      {list.state === 'shown' && (
        <div className="official">
          <DataTable
            label={words.official}
            columns={columns}
            items={list.rows}
            idOf={(row) => row.inseeCode}
            nameOf={(row) => row.name}
            selected={chosen}
            onSelect={(keys) => {
              const change = chosenChange(
                chosen,
                keys,
                list.rows.map(({ inseeCode }) => inseeCode),
              )
              if (change.added.length > 0) add.mutate({ params, body: { inseeCodes: [...change.added] } })
              for (const inseeCode of change.removed) takeOut(inseeCode)
            }}
            onMore={list.onMore}
            loadingMore={list.loadingMore}
            empty={
              <EmptyState title={words.noOfficial(text ?? '')}>
                <p>{words.noOfficialText}</p>
              </EmptyState>
            }
          />
        </div>
      )}
      <StepFooter
        batch={batch}
        step="choose"
        onward={words.continueWith(batch.communes.length)}
        disabled={batch.communes.length === 0}
      />
      {importing && <CsvDialog batch={batch} onClose={() => setImporting(false)} />}
    </>
  )
}
