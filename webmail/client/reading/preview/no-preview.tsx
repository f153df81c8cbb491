// A file that cannot be shown: why, and the way to keep it.

import { Download } from 'lucide-react'
import { ButtonLink } from '#ui/control/button.tsx'
import { useWords } from '../../words/words.tsx'
import { fileAddress, type PreviewedFile } from './file-octets.ts'

export type NoPreviewReason = keyof ReturnType<typeof useWords>['previews']['why']

export function NoPreview({ why, ...previewed }: PreviewedFile & { readonly why: NoPreviewReason }) {
  const { previews } = useWords()
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
  const { previews } = useWords()
  return (
    <p className="preview-coming" role="status">
      {previews.coming}
    </p>
  )
}
