// Many mailboxes from a table: the file is read, each row says what would become of it, and all are made together or none.

import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import type { AdminAnswer } from '../../contract/all.ts'
import { addressOf } from '../api.ts'
import { fieldProblem } from '../failure.tsx'
import { CommuneField, useOwnCommune } from '../form/commune-field.tsx'
import { FormProblem } from '../form/form-problem.tsx'
import { useWords } from '../words/words.tsx'
import './mailbox.css'
import { Outcome } from './import-outcome.tsx'
import { useMailboxImport } from './use-mailbox-import.ts'

interface ImportMailboxesProps {
  readonly commune: string | null
  readonly onClose: () => void
}

export function ImportMailboxes({ commune: given, onClose }: ImportMailboxesProps) {
  const words = useWords()
  const say = words.mailboxes.importDialog
  const fixed = useOwnCommune(given)
  const [chosen, setChosen] = useState<string | null>(null)
  const commune = fixed ?? chosen
  const { file, tooLarge, changed, preview, make, choose, submit } = useMailboxImport(commune)
  const shown = preview.data
  // The file is no field: what is wrong with it as a whole stands where its rows would.
  const unreadable = fieldProblem(preview.error ?? make.error, 'csv', words)
  const ready = shown !== undefined && shown.counts.wrong === 0 && shown.counts.new > 0
  return (
    <Dialog title={say.title} isOpen onClose={onClose} stays width="wide">
      {make.data === undefined && (
        <>
          <p className="dialog-text">{say.text}</p>
          {fixed === null && <CommuneField value={chosen} onChange={setChosen} />}
          <div className="import-ways">
            <FileTrigger acceptedFileTypes={['.csv', 'text/csv']} onSelect={(files) => void choose(files)}>
              <Button
                look={shown === undefined ? 'primary' : 'secondary'}
                isDisabled={commune === null}
                isPending={preview.isPending}
              >
                <FileUp aria-hidden className="small" />
                {file === null ? say.choose : say.chooseOther}
              </Button>
            </FileTrigger>
            <ButtonLink look="quiet" href={addressOf('GET /imports/template')} download>
              {say.template}
            </ButtonLink>
            {file !== null && <span className="quiet">{file.name}</span>}
          </div>
        </>
      )}
      {tooLarge && (
        <Banner kind="bad" urgent>
          {say.tooLarge}
        </Banner>
      )}
      {changed && (
        <Banner kind="warn" urgent>
          {say.changed}
        </Banner>
      )}
      {unreadable === null ? (
        <FormProblem error={preview.error ?? make.error} />
      ) : (
        <Banner kind="bad" urgent>
          <b>{unreadable}</b> {say.unreadable}
        </Banner>
      )}
      {make.data !== undefined ? (
        <Made made={make.data} previewed={shown?.rows ?? []} />
      ) : (
        shown !== undefined && (
          <>
            <Foreseen counts={shown.counts} />
            <Outcome rows={shown.rows} />
          </>
        )
      )}
      <DialogActions>
        <Button onPress={onClose}>
          {make.data === undefined ? words.common.cancel : words.common.close}
        </Button>
        {make.data === undefined && shown !== undefined && (
          <Button look="primary" isPending={make.isPending} isDisabled={!ready} onPress={() => void submit()}>
            {say.submit(shown.counts.new)}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}

interface MadeProps {
  readonly made: AdminAnswer<'POST /communes/{commune}/imports'>
  readonly previewed: AdminAnswer<'POST /communes/{commune}/imports/preview'>['rows']
}

function Made({ made: { counts, rows }, previewed }: MadeProps) {
  const say = useWords().mailboxes.importDialog
  // Made as they were previewed: shared mailboxes that the table opens to nobody.
  const unopened = previewed.filter(
    ({ state, values }) => state === 'new' && values?.kind === 'shared' && values.access.length === 0,
  ).length
  return (
    <>
      <p role="status">
        <b>{say.done(counts.created, counts.exists)}</b>
        {unopened > 0 && ` ${say.unopened(unopened)}`}
      </p>
      <Outcome rows={rows.map((row) => ({ ...row, problem: null, values: null }))} />
    </>
  )
}

type Counts = AdminAnswer<'POST /communes/{commune}/imports/preview'>['counts']

function Foreseen({ counts }: { readonly counts: Counts }) {
  const say = useWords().mailboxes.importDialog
  return (
    <div role="status">
      <b>{say.preview(counts.new, counts.exists, counts.wrong)}</b>
      <p className="quiet">{counts.wrong > 0 ? say.allOrNothing : say.persons(counts.persons)}</p>
    </div>
  )
}
