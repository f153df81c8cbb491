// Labels of a box, among the settings as well as under its folders.

import type { BoxView } from '../boxes.ts'
import { LabelEditor } from '../labels/label-editor.tsx'
import { useAnswer } from '../queries.ts'
import { BoxChoice } from './box-choice.tsx'

export const LabelsSection = () => (
  <div className="form">
    <BoxChoice>{(box) => <Labels key={box.id} box={box} />}</BoxChoice>
  </div>
)

function Labels({ box }: { readonly box: BoxView }) {
  const asked = useAnswer('GET /boxes/{box}/labels', { params: { box: box.id } })
  return <LabelEditor box={box} labels={asked.data?.rows ?? []} />
}
