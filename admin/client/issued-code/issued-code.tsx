// The code of a first access, shown this once: to be copied, or printed on a letter. A letter is a new code, so that this one
// ends with it.

import { Printer } from 'lucide-react'
import { Button } from '#ui/control/button.tsx'
import { CopyButton } from '#ui/control/copy-button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import type { AdminAnswer } from '../../contract/all.ts'
import { FormProblem } from '../form/form-problem.tsx'
import { useChange } from '../queries.ts'
import { saveBlob } from '../table/save-file.ts'
import { useWords } from '../words/words.tsx'
import { RemainingPasskeys } from './remaining-passkeys.tsx'
import './issued-code.css'

export interface IssuedCodeProps {
  readonly issued: AdminAnswer<'POST /persons/{person}/activation'>
  /** For somebody who had a password: this is not their first visit. */
  readonly again?: boolean
  readonly onClose: () => void
}

export function IssuedCode({ issued, again = false, onClose }: IssuedCodeProps) {
  const { issuedCode: words } = useWords()
  const format = useFormat()
  const letter = useChange('POST /letters', ['/audit'])
  const printed = letter.data !== undefined
  return (
    <div className="form">
      {printed ? <Banner kind="ok">{words.printed}</Banner> : <Banner kind="warn">{words.once}</Banner>}
      {!printed && (
        <p className="issued-code">
          <code>{issued.code}</code>
          <CopyButton text={issued.code} label={words.copy} />
        </p>
      )}
      <p className="quiet">{words.use(issued.person.email, format.day(issued.expiresAt), again)}</p>
      <RemainingPasskeys passkeys={issued.passkeys} />
      <FormProblem error={letter.error} />
      <DialogActions>
        <Button
          isPending={letter.isPending}
          onPress={() =>
            letter.mutate(
              { body: { people: [issued.person.id] } },
              { onSuccess: (pdf) => saveBlob(pdf, words.file) },
            )
          }
        >
          <Printer aria-hidden className="small" />
          {words.letter}
        </Button>
        <Button look="primary" onPress={onClose}>
          {words.kept}
        </Button>
      </DialogActions>
    </div>
  )
}
