// How wide a picture stands in a text: what mail programs read of it is a number of pixels.

export const pictureSizes = ['small', 'text', 'original'] as const
export type PictureSize = (typeof pictureSizes)[number]

/** Of a text at reading width, in most programs. */
const most: Readonly<Record<PictureSize, number>> = { small: 240, text: 640, original: 3000 }

/** Never wider than it is. */
export const widthOf = (size: PictureSize, natural: number): number => Math.min(most[size], natural)

/** Sizes that are not the same for a picture so wide. */
export const sizesFor = (natural: number): readonly PictureSize[] =>
  pictureSizes.filter((size, index) => index === 0 || widthOf(size, natural) > mostBefore(index, natural))

const mostBefore = (index: number, natural: number): number =>
  widthOf(pictureSizes[index - 1] ?? 'small', natural)

/** What a width is, whoever wrote it; none is as it is. */
export function sizeOf(width: number, natural: number): PictureSize {
  if (!(width > 0)) return 'original'
  const sizes = sizesFor(natural)
  return sizes.find((size) => width <= widthOf(size, natural)) ?? 'original'
}
