"use strict";
// What the graphics card does: shapes as points, lines as strips, both in pixels of the screen.

/**
 * What both kinds of program read at each frame.
 * @typedef {object} WebglView
 * @property {() => number} zoom pixels of the screen for a pixel of a shape at scale 1
 * @property {() => number} scale pixels of the screen for a pixel at scale 1
 * @property {() => number} strength opacity of most lines: where there are many they are pale
 * @property {() => number} most how many lines are drawn, the first before the others
 * @property {() => boolean} quiet whether nothing is drawn yet
 */

/** Numbers of the outlines in the shader. @type {Record<string, number>} */
const OUTLINE_NUMBERS = { dot: 0, square: 1, diamond: 2, triangle: 3, triangleDown: 4, star: 5, hexagon: 6 };

/** Colours as four bytes in one number, by text and opacity. @type {Map<string, number>} */
const packedColours = new Map();

/** @param {string} colour #rrggbb @param {number} opacity */
function packColour(colour, opacity) {
  const key = `${colour} ${opacity}`;
  let packed = packedColours.get(key);
  if (packed === undefined) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    // The highest bit must not make a number that is none: 254 of 255 is as good.
    const bytes = new Uint8Array([red, green, blue, Math.min(254, Math.round(opacity * 255))]);
    packed = new Float32Array(bytes.buffer)[0];
    packedColours.set(key, packed);
  }
  return packed;
}

const SHAPE_VERTEX = `
attribute vec2 a_position;
attribute float a_size, a_outline, a_thick;
attribute vec4 a_fill, a_border, a_id;
uniform mat3 u_matrix;
uniform float u_zoom, u_pixels;
varying vec4 v_fill, v_border, v_id;
varying float v_radius, v_half, v_outline, v_thick;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
  v_radius = max(a_thick > 3.5 ? 9.0 : 1.1, a_size * u_zoom);
  v_thick = v_radius < 4.0 ? 0.0 : min(a_thick, v_radius * 0.3);
  v_half = v_radius < 2.5 ? v_radius + 0.8 : v_radius * 1.25 + 1.0;
  gl_PointSize = 2.0 * v_half * u_pixels;
  v_fill = a_fill;
  v_border = a_border;
  v_outline = a_outline;
  v_id = a_id;
}`;

// Distances to outlines after Inigo Quilez, "2D distance functions" (MIT).
const SHAPE_FRAGMENT = `
precision highp float;
varying vec4 v_fill, v_border, v_id;
varying float v_radius, v_half, v_outline, v_thick;
uniform float u_pixels;
float polygon(vec2 p, float corners, float radius) {
  float sector = 6.2831853 / corners;
  float angle = mod(atan(p.x, p.y) + sector / 2.0, sector) - sector / 2.0;
  return length(p) * cos(angle) - radius * cos(sector / 2.0);
}
float star(vec2 p, float r) {
  const vec2 k1 = vec2(0.809016994, -0.587785252);
  const vec2 k2 = vec2(-0.809016994, -0.587785252);
  p.x = abs(p.x);
  p -= 2.0 * max(dot(k1, p), 0.0) * k1;
  p -= 2.0 * max(dot(k2, p), 0.0) * k2;
  p.x = abs(p.x);
  p.y -= r;
  vec2 ba = 0.45 * vec2(-k1.y, k1.x) - vec2(0.0, 1.0);
  float h = clamp(dot(p, ba) / dot(ba, ba), 0.0, r);
  return length(p - ba * h) * sign(p.y * ba.x - p.x * ba.y);
}
void main() {
  vec2 p = (gl_PointCoord * 2.0 - 1.0) * v_half;
  p.y = -p.y;
  float d;
  if (v_outline < 0.5 || v_radius < 2.0) d = length(p) - v_radius; // too small to tell, and by far the most
  else if (v_outline < 1.5) d = max(abs(p.x), abs(p.y)) - v_radius * 0.9;
  else if (v_outline < 2.5) d = (abs(p.x) + abs(p.y) - v_radius * 1.2) * 0.7071;
  else if (v_outline < 3.5) d = polygon(vec2(p.x, -p.y) - vec2(0.0, v_radius * 0.15), 3.0, v_radius * 1.2);
  else if (v_outline < 4.5) d = polygon(p - vec2(0.0, v_radius * 0.15), 3.0, v_radius * 1.2);
  else if (v_outline < 5.5) d = star(p, v_radius * 1.2);
  else d = polygon(p, 6.0, v_radius * 1.05);
  float edge = 0.5 / u_pixels;
  #ifdef PICKING_MODE
    if (d > 1.0) discard;
    gl_FragColor = v_id;
  #else
    float cover = clamp((edge - d) / (2.0 * edge), 0.0, 1.0);
    float inner = clamp((edge - d - v_thick) / (2.0 * edge), 0.0, 1.0);
    vec4 colour = mix(v_border, v_fill, inner);
    float opacity = colour.a * cover;
    if (opacity < 0.01) discard;
    gl_FragColor = vec4(colour.rgb * opacity, opacity);
  #endif
}`;

/** A program for shapes. @param {WebglView} view */
function shapeProgram(view) {
  return class extends webgl.NodeProgram {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE } = WebGLRenderingContext;
      return {
        VERTICES: 1,
        VERTEX_SHADER_SOURCE: SHAPE_VERTEX,
        FRAGMENT_SHADER_SOURCE: SHAPE_FRAGMENT,
        METHOD: WebGLRenderingContext.POINTS,
        UNIFORMS: ["u_matrix", "u_zoom", "u_pixels"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_outline", size: 1, type: FLOAT },
          { name: "a_thick", size: 1, type: FLOAT },
          { name: "a_fill", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_border", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
      };
    }

    hasNothingToRender() {
      return view.quiet() || super.hasNothingToRender();
    }

    /** @param {number} id @param {number} at @param {any} data */
    processVisibleItem(id, at, { x, y, item }) {
      const opacity = item.faded ? 0.28 : 1;
      /** @type {any} */ (this).array.set([x, y, item.size, OUTLINE_NUMBERS[item.outline] ?? 0, item.thick,
        packColour(item.fill, opacity), packColour(item.border, opacity), id], at);
    }

    /** @param {any} parameters @param {any} program */
    setUniforms({ matrix, pixelRatio }, { gl, uniformLocations }) {
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
      gl.uniform1f(uniformLocations.u_zoom, view.zoom());
      gl.uniform1f(uniformLocations.u_pixels, pixelRatio);
    }
  };
}

/** How far the middle of a bent line leaves the straight way, in parts of its length and of its bend. */
const BEND = 0.75;
/** A line from a shape to itself: the radius of its circle in sizes of the shape. */
const LOOP = 1.3;

const LINE_VERTEX = `
attribute vec2 a_from, a_to, a_dash;
attribute float a_radius, a_width, a_bend, a_strong;
attribute vec4 a_colour;
attribute vec3 a_part;
uniform mat3 u_matrix;
uniform vec2 u_screen;
uniform float u_zoom, u_head, u_plain;
varying vec4 v_colour;
varying vec2 v_dash;
varying float v_along, v_side, v_half;
vec2 onScreen(vec2 place) { return (u_matrix * vec3(place, 1.0)).xy * u_screen * 0.5; }
void main() {
  vec2 from = onScreen(a_from), to = onScreen(a_to);
  vec2 way = to - from;
  float far = length(way);
  float around = a_radius * u_zoom;
  bool loop = far < 0.001;
  float length = loop ? 6.2831853 * around * ${LOOP.toFixed(2)} : far;
  float width = max(0.7, a_width * u_zoom);
  float head = u_head * max(5.0, 3.2 * width);
  float tip = clamp(1.0 - (around + 0.5) / length, 0.0, 1.0);
  float end = clamp(1.0 - (around + 0.5 + head) / length, 0.0, 1.0);
  float part = a_part.z < 0.5 ? a_part.x * end : (a_part.z < 1.5 ? end : tip);
  vec2 place, along;
  if (loop) {
    float turn = 6.2831853 * part;
    place = from + around * ${LOOP.toFixed(2)} * vec2(sin(turn), 1.0 - cos(turn));
    along = vec2(cos(turn), sin(turn));
  } else {
    vec2 over = (from + to) / 2.0 + vec2(-way.y, way.x) * a_bend * ${(2 * BEND).toFixed(2)};
    place = mix(mix(from, over, part), mix(over, to, part), part);
    along = normalize(mix(over - from, to - over, part) + vec2(0.0001, 0.0));
  }
  float reach = a_part.z < 0.5 ? width / 2.0 + 0.7 : (a_part.z < 1.5 ? head * 0.45 : 0.0);
  place += vec2(-along.y, along.x) * a_part.y * reach;
  gl_Position = vec4(place * 2.0 / u_screen, 0.0, 1.0);
  v_half = a_part.z < 0.5 ? width / 2.0 : 100.0;
  v_side = a_part.z < 0.5 ? a_part.y * reach : 0.0;
  v_dash = a_part.z < 0.5 ? a_dash * max(0.6, min(1.0, u_zoom)) : vec2(0.0);
  v_along = part * length;
  v_colour = a_colour;
  v_colour.a *= a_strong > 0.9 ? 1.0 : a_strong > 0.1 ? mix(sqrt(u_plain) * 0.7, 1.0, u_plain) : u_plain;
}`;

const LINE_FRAGMENT = `
precision highp float;
varying vec4 v_colour;
varying vec2 v_dash;
varying float v_along, v_side, v_half;
void main() {
  if (v_dash.x > 0.0 && mod(v_along, v_dash.x + v_dash.y) > v_dash.x) discard;
  float opacity = v_colour.a * clamp(v_half + 0.5 - abs(v_side), 0.0, 1.0);
  gl_FragColor = vec4(v_colour.rgb * opacity, opacity);
}`;

/** Corners of a strip of so many pieces, then of its arrow head: how far along, which side, what of it. @param {number} pieces */
function stripCorners(pieces) {
  const corners = [];
  for (let piece = 0; piece < pieces; piece += 1) {
    const [start, end] = [piece / pieces, (piece + 1) / pieces];
    corners.push([start, -1, 0], [start, 1, 0], [end, -1, 0], [end, -1, 0], [start, 1, 0], [end, 1, 0]);
  }
  corners.push([1, -1, 1], [1, 1, 1], [1, 0, 2]);
  return corners;
}

/** A program for lines of so many straight pieces. @param {WebglView} view @param {number} pieces */
function lineProgram(view, pieces) {
  const corners = stripCorners(pieces);
  return class extends webgl.EdgeProgram {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE } = WebGLRenderingContext;
      return {
        VERTICES: corners.length,
        VERTEX_SHADER_SOURCE: LINE_VERTEX,
        FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
        METHOD: WebGLRenderingContext.TRIANGLES,
        UNIFORMS: ["u_matrix", "u_screen", "u_zoom", "u_head", "u_plain"],
        ATTRIBUTES: [
          { name: "a_from", size: 2, type: FLOAT },
          { name: "a_to", size: 2, type: FLOAT },
          { name: "a_dash", size: 2, type: FLOAT },
          { name: "a_radius", size: 1, type: FLOAT },
          { name: "a_width", size: 1, type: FLOAT },
          { name: "a_bend", size: 1, type: FLOAT },
          { name: "a_strong", size: 1, type: FLOAT },
          { name: "a_colour", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_part", size: 3, type: FLOAT }],
        CONSTANT_DATA: corners,
      };
    }

    /** @param {number} _id @param {number} at @param {any} from @param {any} to @param {any} data */
    processVisibleItem(_id, at, from, to, { item }) {
      const { dash, width, bend, strong, colour, faded } = item;
      // y points upwards here: what bends to one side in the data bends to the other.
      /** @type {any} */ (this).array.set([from.x, from.y, to.x, to.y, dash[0] ?? 0, dash[1] ?? 0, to.item.size, width, -bend,
        strong ? 1 : dash.length ? 0.5 : 0, packColour(colour, faded ? 0.12 : 1)], at);
    }

    hasNothingToRender() {
      return view.quiet() || super.hasNothingToRender();
    }

    /** @param {number} method @param {any} program */
    drawWebGL(method, { gl }) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.drawArraysInstanced(method, 0, corners.length, Math.min(/** @type {any} */ (this).capacity, view.most()));
    }

    /** @param {any} parameters @param {any} program */
    setUniforms({ matrix, width, height }, { gl, uniformLocations }) {
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
      gl.uniform2f(uniformLocations.u_screen, width, height);
      gl.uniform1f(uniformLocations.u_zoom, view.zoom());
      gl.uniform1f(uniformLocations.u_head, view.scale() > 0.12 ? 1 : 0);
      gl.uniform1f(uniformLocations.u_plain, view.strength());
    }
  };
}
