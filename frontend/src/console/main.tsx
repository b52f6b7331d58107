import { Router } from 'wouter'
import { consoleDrawings, siteDrawings } from '../ui/drawings'
import { draw } from '../ui/icon'
import { Queries } from '../ui/queries'
import { start } from '../ui/start'
import { addProblemTexts } from '../ui/texts'
import { App } from './App'
import { aroundNav } from './leave'
import { consoleTexts, load } from './texts'

addProblemTexts(() => consoleTexts().problems)

draw(siteDrawings)
draw(consoleDrawings)
void start(
  <Router base="/console" aroundNav={aroundNav}>
    <Queries>
      <App />
    </Queries>
  </Router>,
  load,
)
