// A file that cannot be shown: why, and the way to keep it.

import { Download } from 'lucide-react'
import { ButtonLink } from '#ui/control/button.tsx'
import { type AllWords, useAllWords } from '../../words/later-part.tsx'
import { fileAddress, type PreviewedFile } from './file-octets.ts'

export type NoPreviewReason = keyof AllWords['previews']['why']

export function NoPreview({ why, ...previewed }: PreviewedFile & { readonly why: NoPreviewReason }) {
  const { previews } = useAllWords()
  return (
    <div className="preview-none" role="status">
      <p>{previews.none(previews.why[why])}</p>
      <ButtonLink look="primary" download href={fileAddress(previewed)}>
        <Download aria-hidden className="small" /> {previews.download}
      </ButtonLink>
    </div>
  )
}

export function Coming() {
  const { previews } = useAllWords()
  return (
    <p className="preview-coming" role="status">
      {previews.coming}
    </p>
  )
}
