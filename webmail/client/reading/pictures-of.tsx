// Pictures that lie elsewhere: not shown, and how they are, once or always for who proves to have written.

import { Button } from '#ui/control/button.tsx'
import type { MessageBody } from '../boxes.ts'
import { usePictureSender } from '../settings/picture-senders.tsx'
import { useWords } from '../words/words.tsx'

interface PicturesOfProps {
  readonly body: Pick<MessageBody, 'remoteImages' | 'picturesOf'>
  /** They were asked for once. */
  readonly images: boolean
  readonly onImages: () => void
}

export function PicturesOf({ body: { remoteImages, picturesOf }, images, onImages }: PicturesOfProps) {
  const { reading } = useWords()
  const change = usePictureSender()
  if (picturesOf?.always === true)
    return (
      <p className="message-images">
        {reading.imagesAlways(picturesOf.address)}{' '}
        <Button look="quiet" size="small" onPress={() => change(picturesOf.address, false)}>
          {reading.imagesNoMore}
        </Button>
      </p>
    )
  const isShown = images || remoteImages === 0
  if (isShown && (picturesOf === null || !images)) return null
  return (
    <p className="message-images">
      {!isShown && reading.images(remoteImages)}{' '}
      {!isShown && (
        <Button look="quiet" size="small" onPress={onImages}>
          {reading.showImages}
        </Button>
      )}
      {picturesOf !== null && (
        <Button look="quiet" size="small" onPress={() => change(picturesOf.address, true)}>
          {reading.imagesAlwaysFrom}
        </Button>
      )}
    </p>
  )
}
