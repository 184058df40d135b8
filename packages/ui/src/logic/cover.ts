/** The drawing on a course's cover: strokes in a box of 320 by 180, all from the seed. */
export interface CoverStroke {
  d: string;
  /** 0 to 1. */
  opacity: number;
  isFilled?: boolean;
}
export interface CoverDrawing {
  /** Which of the five tints. */
  tint: 1 | 2 | 3 | 4 | 5;
  strokes: readonly CoverStroke[];
}

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** mulberry32: a small generator, the same on server and browser. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Draw = (random: () => number) => CoverStroke[];

const at = (value: number): string => value.toFixed(1);

function circle(x: number, y: number, radius: number): string {
  return `M${at(x - radius)} ${at(y)}a${at(radius)} ${at(radius)} 0 1 0 ${at(radius * 2)} 0a${at(radius)} ${at(radius)} 0 1 0 ${at(-radius * 2)} 0`;
}

function pill(x: number, y: number, width: number, height: number): string {
  const radius = height / 2;
  return `M${at(x + radius)} ${at(y)}h${at(width - height)}a${at(radius)} ${at(radius)} 0 0 1 0 ${at(height)}h${at(height - width)}a${at(radius)} ${at(radius)} 0 0 1 0 ${at(-height)}z`;
}

const drawTrace: Draw = (random) => {
  const trace = (middle: number, center: number): string => {
    const points: string[] = [];
    for (let x = -4; x <= 324; x += 4) {
      const burst = Math.exp(-(((x - center) / 46) ** 2)) * 34;
      points.push(`${x} ${at(middle + (random() - 0.5) * (5 + burst * 2))}`);
    }
    return `M${points.join("L")}`;
  };
  const start = 110 + random() * 40;
  return [
    { d: trace(62, start), opacity: 1 },
    { d: trace(126, start + 60), opacity: 0.55 },
  ];
};

const drawRings: Draw = (random) => {
  const x = 110 + random() * 100;
  return [24, 52, 80, 108, 136, 164].map((radius, index) => ({
    d: circle(x, 90, radius),
    opacity: 1 - index * 0.15,
  }));
};

const drawRows: Draw = (random) => {
  const chosen = 1 + Math.floor(random() * 4);
  return Array.from({ length: 6 }, (_, row) =>
    Array.from({ length: 4 }, (__, column) => ({
      d: pill(40 + column * 62, 24 + row * 26, 26 + random() * 26, 9),
      opacity: row === chosen ? 1 : 0.28,
      isFilled: true,
    })),
  )
    .flat()
    .concat([{ d: pill(28, 17 + chosen * 26, 264, 23), opacity: 1, isFilled: false }]);
};

const drawCells: Draw = (random) => {
  const strokes: CoverStroke[] = [];
  for (let column = 0; column < 8; column += 1) {
    for (let row = 0; row < 4; row += 1) {
      if (random() < 0.38) continue;
      const x = -6 + column * 46;
      const y = (column % 2 === 0 ? 6 : -21) + row * 54;
      strokes.push({
        d: `M${x} ${y}l23 13.500v27l-23 13.500l-23-13.500v-27z`,
        opacity: random() < 0.5 ? 1 : 0.42,
      });
    }
  }
  return strokes;
};

const drawWheel: Draw = (random) => {
  const blades = 5 + Math.floor(random() * 4);
  const strokes: CoverStroke[] = [
    { d: circle(160, 90, 60), opacity: 1 },
    { d: circle(160, 90, 12), opacity: 1, isFilled: true },
    { d: "M-10 122h118M212 58h118", opacity: 0.6 },
  ];
  for (let blade = 0; blade < blades; blade += 1) {
    const angle = (blade / blades) * Math.PI * 2;
    const point = (radius: number, turn: number): string =>
      `${at(160 + Math.cos(angle + turn) * radius)} ${at(90 + Math.sin(angle + turn) * radius)}`;
    strokes.push({ d: `M${point(14, 0)}Q${point(40, 0.1)} ${point(56, 0.62)}`, opacity: 0.75 });
  }
  return strokes;
};

const drawLayers: Draw = (random) => {
  const phase = random() * 6;
  return Array.from({ length: 7 }, (_, layer) => {
    const points: string[] = [];
    for (let x = -8; x <= 328; x += 16) {
      const y =
        36 +
        layer * 20 +
        Math.sin(x / 52 + phase + layer * 0.35) * (16 - layer) +
        Math.sin(x / 23 + layer) * 3;
      points.push(`${x} ${at(y)}`);
    }
    return { d: `M${points.join("L")}`, opacity: layer === 2 ? 1 : 0.25 + layer * 0.07 };
  });
};

const drawNetwork: Draw = (random) => {
  const nodes = Array.from({ length: 9 }, (_, index) => ({
    x: 44 + (index % 3) * 104 + random() * 44,
    y: 24 + Math.floor(index / 3) * 54 + random() * 26,
  }));
  const edges: CoverStroke[] = [];
  for (const [index, node] of nodes.entries()) {
    for (const other of [nodes[index + 1], nodes[index + 3]]) {
      if (!other || random() < 0.2) continue;
      edges.push({
        d: `M${at(node.x)} ${at(node.y)}L${at(other.x)} ${at(other.y)}`,
        opacity: 0.45,
      });
    }
  }
  return [
    ...edges,
    ...nodes.map((node, index) => ({
      d: circle(node.x, node.y, index % 4 === 0 ? 9 : 5),
      opacity: 1,
      isFilled: index % 4 === 0,
    })),
  ];
};

const drawSteps: Draw = (random) => {
  const heights = Array.from({ length: 11 }, (_, index) => 22 + index * 9 + random() * 22);
  const bars = heights.map((height, index) => ({
    d: `M${22 + index * 26} 162v${at(-height)}h14v${at(height)}`,
    opacity: 0.38,
  }));
  const line = heights.map((height, index) => `${29 + index * 26} ${at(150 - height)}`).join("L");
  return [...bars, { d: `M${line}`, opacity: 1 }];
};

const drawPages: Draw = (random) => {
  const page = (x: number, y: number): string => `M${at(x)} ${y}h84a6 6 0 0 1 6 6v116h-90z`;
  const start = 74 + random() * 30;
  const lines = Array.from({ length: 6 }, (_, index) => ({
    d: `M${at(start + 50)} ${52 + index * 16}h${at(30 + random() * 34)}`,
    opacity: index === 1 ? 1 : 0.5,
  }));
  return [
    { d: page(start, 46), opacity: 0.35 },
    { d: page(start + 18, 38), opacity: 0.6 },
    { d: page(start + 36, 30), opacity: 1 },
    ...lines,
  ];
};

const drawings: readonly Draw[] = [
  drawTrace,
  drawRings,
  drawRows,
  drawCells,
  drawWheel,
  drawLayers,
  drawNetwork,
  drawSteps,
  drawPages,
];

export function createCover(seed: string): CoverDrawing {
  const hash = hashText(seed);
  const draw = drawings[hash % drawings.length] ?? drawTrace;
  const tint = (((hash >>> 8) % 5) + 1) as CoverDrawing["tint"];
  return { tint, strokes: draw(createRandom(hash)) };
}

/** The engraved rosette of a certificate: a closed curve of many petals in a box of 400 by 400. */
export function createRosette(seed: string): readonly string[] {
  const random = createRandom(hashText(seed));
  const petals = 16 + Math.floor(random() * 10);
  const curve = (inner: number, outer: number, turn: number): string => {
    const points: string[] = [];
    const count = 720;
    for (let index = 0; index <= count; index += 1) {
      const angle = (index / count) * Math.PI * 2;
      const radius =
        inner + ((outer - inner) * (1 + Math.cos(angle * petals * 0.5 * 2 + turn))) / 2;
      const swirl = angle + Math.sin(angle * petals + turn) * 0.16;
      points.push(`${at(200 + Math.cos(swirl) * radius)} ${at(200 + Math.sin(swirl) * radius)}`);
    }
    return `M${points.join("L")}z`;
  };
  return [
    circle(200, 200, 198),
    circle(200, 200, 44),
    curve(44, 196, 0),
    curve(44, 196, Math.PI),
    curve(96, 180, Math.PI / 2),
    curve(96, 180, -Math.PI / 2),
  ];
}
