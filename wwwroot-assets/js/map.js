// Draws the map of a collection on a canvas: hover names a passage, a click or Enter chooses it, the wheel and + - zoom,
// dragging moves, the arrows walk from passage to passage. What is chosen is told to the page, which shows it.
export async function show(host, address, page) {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) return null;
  return new CollectionMap(host, (await answer.json()).map, page);
}

class CollectionMap {
  constructor(host, map, page) {
    Object.assign(this, { host, map, page, zoom: 1, x: 0.5, y: 0.5, document: null, at: -1, hover: -1, cluster: null });
    this.canvas = host.querySelector('canvas');
    this.tip = host.querySelector('[data-map-tip]');
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.canvas);
    this.theme = new MutationObserver(() => this.draw());
    this.theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.canvas.addEventListener('pointerdown', event => this.down(event));
    this.canvas.addEventListener('pointermove', event => this.move(event));
    this.canvas.addEventListener('pointerup', event => this.up(event));
    this.canvas.addEventListener('pointerleave', () => { if (!this.drag) this.point(-1); });
    this.canvas.addEventListener('wheel', event => { event.preventDefault(); this.scale(event.deltaY < 0 ? 1.2 : 1 / 1.2, event); }, { passive: false });
    this.canvas.addEventListener('keydown', event => this.key(event));
    this.canvas.addEventListener('blur', () => this.point(-1));
  }

  dispose() {
    this.watch.disconnect();
    this.theme.disconnect();
  }

  // Only one document in colour; null for all.
  only(document) {
    this.document = document;
    this.draw();
  }

  // Looks at one crowd.
  visit(cluster) {
    const points = this.map.points.filter(point => point.cluster === cluster);
    const spread = axis => { const values = points.map(point => point[axis]); return [Math.min(...values), Math.max(...values)]; };
    const [left, right] = spread('x');
    const [top, bottom] = spread('y');
    Object.assign(this, { x: (left + right) / 2, y: (top + bottom) / 2, zoom: Math.min(12, 0.8 / Math.max(right - left, bottom - top, 0.05)) });
    this.draw();
  }

  whole() {
    Object.assign(this, { zoom: 1, x: 0.5, y: 0.5 });
    this.draw();
  }

  scale(by, event) {
    const zoom = Math.min(40, Math.max(1, this.zoom * by));
    if (event) {
      const [x, y] = this.from(event.offsetX, event.offsetY);
      this.x = x + (this.x - x) * this.zoom / zoom;
      this.y = y + (this.y - y) * this.zoom / zoom;
    }
    this.zoom = zoom;
    if (zoom === 1) this.whole();
    this.draw();
  }

  resize() {
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(this.canvas.clientWidth * ratio);
    this.canvas.height = Math.round(this.canvas.clientHeight * ratio);
    this.draw();
  }

  // From the map's 0 to 1 to pixels, and back; a rim keeps the outermost points whole.
  to(point) {
    const [w, h] = [this.canvas.clientWidth, this.canvas.clientHeight];
    return [w / 2 + (point.x - this.x) * (w - 40) * this.zoom, h / 2 + (point.y - this.y) * (h - 40) * this.zoom];
  }

  from(px, py) {
    const [w, h] = [this.canvas.clientWidth, this.canvas.clientHeight];
    return [this.x + (px - w / 2) / ((w - 40) * this.zoom), this.y + (py - h / 2) / ((h - 40) * this.zoom)];
  }

  draw() {
    const context = this.canvas.getContext('2d');
    const ratio = devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.canvas.clientWidth, this.canvas.clientHeight);
    const radius = Math.min(8, (this.map.points.length > 800 ? 2.6 : 4) * Math.sqrt(this.zoom));
    const resolved = this.palette();
    const paint = (point, i) => {
      const [x, y] = this.to(point);
      context.beginPath();
      context.arc(x, y, i === this.at || i === this.hover ? radius + 3 : radius, 0, 7);
      context.fill();
    };
    this.map.points.forEach((point, i) => {
      const faded = this.document !== null && point.document !== this.document;
      context.globalAlpha = faded ? 0.15 : 0.8;
      context.fillStyle = resolved[Math.min(point.document, resolved.length - 1)];
      paint(point, i);
    });
    context.globalAlpha = 1;
    for (const i of [this.at, this.hover]) {
      if (i < 0) continue;
      context.fillStyle = resolved[Math.min(this.map.points[i].document, resolved.length - 1)];
      paint(this.map.points[i], i);
      context.lineWidth = 2;
      context.strokeStyle = getComputedStyle(this.canvas).color;
      context.stroke();
    }
    this.names(context);
  }

  // Custom properties hold light-dark(...); swatches of the legend have it worked out.
  palette() {
    return [...this.host.querySelectorAll('[data-map-colour]')].map(swatch => getComputedStyle(swatch).backgroundColor);
  }

  names(context) {
    const style = getComputedStyle(this.canvas);
    context.font = `600 13px ${style.fontFamily}`;
    context.textAlign = 'center';
    const taken = [];
    for (const cluster of [...this.map.clusters].sort((a, b) => b.passages - a.passages)) {
      if (!cluster.name) continue;
      const [x, y] = this.to(cluster);
      const name = cluster.name.length > 16 ? `${cluster.name.slice(0, 15)}…` : cluster.name;
      const half = context.measureText(name).width / 2 + 6;
      const cx = Math.min(this.canvas.clientWidth - half, Math.max(half, x));
      if (y < 8 || y > this.canvas.clientHeight - 4 || x < -half || x > this.canvas.clientWidth + half) continue;
      if (taken.some(other => Math.abs(other.x - cx) < other.half + half && Math.abs(other.y - y) < 20)) continue;
      taken.push({ x: cx, y, half });
      context.lineWidth = 4;
      context.strokeStyle = style.backgroundColor;
      context.strokeText(name, cx, y);
      context.fillStyle = style.color;
      context.fillText(name, cx, y);
    }
  }

  nearest(px, py, within) {
    let [best, least] = [-1, within * within];
    this.map.points.forEach((point, i) => {
      if (this.document !== null && point.document !== this.document) return;
      const [x, y] = this.to(point);
      const squared = (x - px) ** 2 + (y - py) ** 2;
      if (squared < least) [best, least] = [i, squared];
    });
    return best;
  }

  point(i) {
    if (i === this.hover) return;
    this.hover = i;
    this.tip.hidden = i < 0;
    if (i >= 0) {
      const point = this.map.points[i];
      const [x, y] = this.to(point);
      this.tip.querySelector('strong').textContent = [this.map.documents[point.document].name, point.label].filter(Boolean).join(' · ');
      this.tip.querySelector('span').textContent = point.text;
      const [w, h] = [this.tip.offsetWidth, this.tip.offsetHeight];
      // Set through the object model, which the content security policy allows.
      this.tip.style.left = `${Math.min(Math.max(4, x + 12), Math.max(4, this.canvas.clientWidth - w - 4))}px`;
      this.tip.style.top = `${y + 14 + h > this.canvas.clientHeight ? Math.max(4, y - h - 14) : y + 14}px`;
    }
    this.draw();
  }

  choose(i) {
    if (i < 0) return;
    this.at = i;
    this.draw();
    this.page.invokeMethodAsync('ChooseAsync', this.map.points[i].chunkId);
  }

  down(event) {
    this.drag = { x: event.clientX, y: event.clientY, far: false };
    this.canvas.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (!this.drag) return this.point(this.nearest(event.offsetX, event.offsetY, 14));
    const [dx, dy] = [event.clientX - this.drag.x, event.clientY - this.drag.y];
    this.drag.far ||= Math.hypot(dx, dy) > 4;
    if (!this.drag.far) return;
    this.x -= dx / ((this.canvas.clientWidth - 40) * this.zoom);
    this.y -= dy / ((this.canvas.clientHeight - 40) * this.zoom);
    Object.assign(this.drag, { x: event.clientX, y: event.clientY });
    this.point(-1);
    this.draw();
  }

  up(event) {
    const dragged = this.drag?.far;
    this.drag = null;
    if (!dragged) this.choose(this.nearest(event.offsetX, event.offsetY, 20));
  }

  key(event) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (way) this.point(this.step(way));
    else if (event.key === 'Enter' || event.key === ' ') this.choose(this.hover);
    else if (event.key === '+' || event.key === '=') this.scale(1.3);
    else if (event.key === '-') this.scale(1 / 1.3);
    else if (event.key === '0') this.whole();
    else return;
    event.preventDefault();
  }

  // The nearest point that lies that way: farther ones aside count less.
  step([wx, wy]) {
    const [px, py] = this.hover >= 0 ? this.to(this.map.points[this.hover]) : [this.canvas.clientWidth / 2, this.canvas.clientHeight / 2];
    if (this.hover < 0) return this.nearest(px, py, 1e6);
    let [best, least] = [this.hover, Infinity];
    this.map.points.forEach((point, i) => {
      if (i === this.hover || (this.document !== null && point.document !== this.document)) return;
      const [x, y] = this.to(point);
      const along = (x - px) * wx + (y - py) * wy;
      const aside = Math.abs((x - px) * wy) + Math.abs((y - py) * wx);
      const cost = along + 2 * aside;
      if (along > 1 && cost < least) [best, least] = [i, cost];
    });
    return best;
  }
}
