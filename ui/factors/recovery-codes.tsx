// The recovery codes, shown once: to print or to keep as a file.

import { Download, Printer } from 'lucide-react'
import { useSignInWords } from '../sign-in/words.tsx'
import './factors.css'

export function RecoveryCodes({
  codes,
  onKept,
}: {
  readonly codes: readonly string[]
  readonly onKept: () => void
}) {
  const words = useSignInWords().factor
  return (
    <>
      <p>{words.codesText}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="form-actions">
        <button type="button" className="button" onClick={() => print()}>
          <Printer aria-hidden className="small" />
          {words.printCodes}
        </button>
        <button type="button" className="button" onClick={() => saveText(words.codesFile, codes.join('\n'))}>
          <Download aria-hidden className="small" />
          {words.downloadCodes}
        </button>
      </div>
      <button type="button" className="button button-primary button-large button-wide" onClick={onKept}>
        {words.codesKept}
      </button>
    </>
  )
}

function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
