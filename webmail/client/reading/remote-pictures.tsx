// Pictures that lie elsewhere: not shown, and how they are, once or always for who proves to have written.

import { Button } from '#ui/control/button.tsx'
import { useReturnFocus } from '#ui/page/use-return-focus.ts'
import type { MessageBody } from '../boxes.ts'
import { usePictureSender } from '../settings/picture-senders.tsx'
import { useWords } from '../words/words.tsx'

interface PicturesOfProps {
  readonly body: Pick<MessageBody, 'remoteImages' | 'picturesOf'>
  /** They were asked for once. */
  readonly images: boolean
  readonly onImages: () => void
}

export function RemotePictures({ body: { remoteImages, picturesOf }, images, onImages }: PicturesOfProps) {
  const { reading } = useWords()
  const change = usePictureSender()
  if (picturesOf?.always === true)
    return (
      <p className="message-images">
        {reading.imagesAlways(picturesOf.address)}{' '}
        <Choice onPress={() => change(picturesOf.address, false)}>{reading.imagesNoMore}</Choice>
      </p>
    )
  const isShown = images || remoteImages === 0
  if (isShown && (picturesOf === null || !images)) return null
  return (
    <p className="message-images">
      {!isShown && reading.images(remoteImages)}{' '}
      {!isShown && <Choice onPress={onImages}>{reading.showImages}</Choice>}
      {picturesOf !== null && (
        <Choice onPress={() => change(picturesOf.address, true)}>{reading.imagesAlwaysFrom}</Choice>
      )}
    </p>
  )
}

/** It goes away once it is pressed, and whoever pressed it goes on from the conversation. */
function Choice({ onPress, children }: { readonly onPress: () => void; readonly children: string }) {
  useReturnFocus(() => document.querySelector<HTMLElement>('.conversation-head [tabindex]'))
  return (
    <Button look="quiet" size="small" onPress={onPress}>
      {children}
    </Button>
  )
}
