import { expect, test } from 'vitest'
import { dragged, squareOf } from './square'

const wide = { width: 400, height: 200 }
const middle = { zoom: 1, x: 0.5, y: 0.5 }

test('at first the square is as large as the picture allows, in its middle', () => {
  expect(squareOf(wide, middle)).toEqual({ left: 100, top: 0, side: 200 })
})

test('enlarging makes the square smaller and keeps its place', () => {
  expect(squareOf(wide, { ...middle, zoom: 2 })).toEqual({ left: 150, top: 50, side: 100 })
})

test('the square never leaves the picture', () => {
  for (const zoom of [1, 1.7, 4]) {
    const { left, top, side } = squareOf(wide, { zoom, x: 1, y: 1 })
    expect(left + side).toBeCloseTo(400)
    expect(top + side).toBeCloseTo(200)
  }
})

test('dragging to the right shows what is on the left, as far as there is anything', () => {
  expect(dragged(wide, middle, 0.25, 0)).toEqual({ zoom: 1, x: 0.25, y: 0.5 })
  expect(dragged(wide, middle, 5, 0).x).toBe(0)
  expect(dragged(wide, middle, -5, 0).x).toBe(1)
})

test('where nothing is left over, dragging moves nothing', () => {
  expect(dragged(wide, middle, 0, 3)).toEqual(middle)
})
