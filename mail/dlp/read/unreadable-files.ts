// Files that nothing here reads, by their first octets (in hexadecimal) before their name: those that may hold whatever somebody
// put into them, and those that have nothing for us.

/** gzip, bzip2, xz, zstd, 7z, RAR, CAB, tar, TNEF (winmail.dat, [MS-OXTNEF] §2.1.3.1). */
const containers =
  /^(?:1f8b|425a683|fd377a585a|28b52ffd|377abcaf|52617221|4d534346|.{514}7573746172|789f3e22)/

/** PNG, JPEG, GIF, BMP, TIFF of both orders, PSD, ICO, WMF, EMF, JPEG XL, JPEG 2000. */
const pictures =
  /^(?:89504e47|ffd8ff|47494638|424d.{8}0{8}|49492a00|4d4d002a|38425053|00000100|d7cdc69a|01000000.{72}20454d46|ff0a|0000000c6a50)/
/** RIFF and the boxes of ISO 14496-12 (pictures as well), MP3, AAC, Ogg, FLAC, MIDI, AMR, Matroska, ASF, FLV, MPEG, AIFF. */
const recordings =
  /^(?:52494646|.{8}66747970|494433|ff[ef][0-9a-d]|4f676753|664c6143|4d546864|2321414d52|1a45dfa3|3026b275|464c56|000001b|464f524d)/
/** What Finder leaves beside the files of an archive. */
const leftByFinder = /^(?:00051607|0000000142756431)/

/** Of formats with many beginnings; plans, fonts and signatures among them. */
const names = new RegExp(
  `\\.(?:${[
    'jpe?g|png|gif|bmp|tiff?|webp|hei[cf]|avif|svg|ico|psd|[ew]mf|cr[23]|nef|arw|dng|dwg|dxf|shp|shx',
    'mp[34]|m4[av]|wav|wma|aac|og[agv]|opus|flac|amr|aiff?|midi?|mov|avi|mkv|webm|wmv|mpe?g|3gp|flv',
    'ics|vcs|ttf|otf|woff2?|p7s',
  ].join('|')})$`,
  'i',
)

/** Whether it holds other files, in a way that nobody here unpacks. */
export const isContainer = (content: Buffer): boolean => containers.test(beginningOf(content))

/** Pictures, sounds, films, calendars and the like: nothing is missed that could have been read. */
export function hasNothingToRead(name: string, content: Buffer): boolean {
  const beginning = beginningOf(content)
  return names.test(name) || [pictures, recordings, leftByFinder].some((each) => each.test(beginning))
}

const beginningOf = (content: Buffer): string => content.toString('hex', 0, 512)
