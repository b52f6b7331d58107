/** Which square of a picture is chosen: how much it is enlarged, and where in what is left over, from 0 to 1. */
export interface Choice {
  zoom: number
  x: number
  y: number
}

export const MOST_ZOOM = 4

interface Size {
  width: number
  height: number
}

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))

/** The chosen square, in pixels of the picture. */
export function squareOf({ width, height }: Size, { zoom, x, y }: Choice): { left: number; top: number; side: number } {
  const side = Math.min(width, height) / zoom
  return { left: x * (width - side), top: y * (height - side), side }
}

/** The choice after the picture was dragged, by parts of the square's side. */
export function dragged(size: Size, choice: Choice, right: number, down: number): Choice {
  const { side } = squareOf(size, choice)
  const moved = (at: number, length: number, by: number) => (length > side ? within(at - (by * side) / (length - side), 0, 1) : at)
  return { ...choice, x: moved(choice.x, size.width, right), y: moved(choice.y, size.height, down) }
}
