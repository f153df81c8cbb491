// One of the eight colours of labels, each by its name for the ear and in a letter for the eye.

import { Label, Radio, RadioGroup } from 'react-aria-components'
import { useWords } from '../words/words.tsx'
import type { LabelView } from './labels.tsx'

type Colour = LabelView['colour']

const colours: readonly Colour[] = ['violet', 'orange', 'cyan', 'ambre', 'rose', 'vert', 'bleu', 'gris']

export interface ColourChoiceProps {
  readonly label: string
  readonly colour: Colour
  readonly onColour: (colour: Colour) => void
}

export function ColourChoice({ label, colour, onColour }: ColourChoiceProps) {
  const words = useWords().labels
  return (
    <RadioGroup
      className="colours"
      orientation="horizontal"
      value={colour}
      onChange={(value) => {
        const chosen = colours.find((each) => each === value)
        if (chosen !== undefined) onColour(chosen)
      }}
    >
      <Label className="field-label">{label}</Label>
      <div className="colour-options">
        {colours.map((each) => (
          <Radio key={each} value={each} className="colour" data-tone={each} aria-label={words.colours[each]}>
            <span aria-hidden>A</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
