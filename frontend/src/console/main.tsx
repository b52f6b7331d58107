import { Router } from 'wouter'
import { consoleDrawings, siteDrawings } from '../ui/drawings'
import { draw } from '../ui/icon'
import { Queries } from '../ui/queries'
import { start } from '../ui/start'
import { App } from './App'
import { load } from './texts'

draw(siteDrawings)
draw(consoleDrawings)
void start(
  <Router base="/console">
    <Queries>
      <App />
    </Queries>
  </Router>,
  load,
)
