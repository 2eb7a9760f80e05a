/** A piece of a message; pieces with an address can be followed. */
export interface Piece {
  text: string
  href?: string
}

const ADDRESS = /https?:\/\/[^\s<>"，。；）)]+/g

/** Cuts a message at the addresses in it. Only http and https are made into links. */
export function withLinks(body: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of body.matchAll(ADDRESS)) {
    if (match.index > from) pieces.push({ text: body.slice(from, match.index) })
    pieces.push({ text: match[0], href: match[0] })
    from = match.index + match[0].length
  }
  if (from < body.length) pieces.push({ text: body.slice(from) })
  return pieces
}
