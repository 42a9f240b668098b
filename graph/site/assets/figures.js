// Figures as files: SVG as it is drawn, PNG twice as fine; of what is drawn on a canvas, PNG alone.
"use strict";
(() => {
  const FINENESS = 2;
  const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
    "opacity", "display", "visibility", "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline",
    "paint-order"];
  const backgroundOf = () => getComputedStyle(document.documentElement).getPropertyValue("--panel").trim() || "white";

  // The drawing by itself: its styles stand in it, and no link, which would name where the page lay.
  const svgText = (svg) => {
    const copy = svg.cloneNode(true);
    const parts = [...copy.querySelectorAll("*")];
    [...svg.querySelectorAll("*")].forEach((part, at) => {
      const style = getComputedStyle(part);
      parts[at].removeAttribute("href");
      for (const name of STYLES) parts[at].style.setProperty(name, style.getPropertyValue(name));
    });
    const { width, height, x, y } = svg.viewBox.baseVal;
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ x, y, width, height, fill: backgroundOf() })) ground.setAttribute(name, value);
    copy.prepend(ground);
    return new XMLSerializer().serializeToString(copy);
  };

  const pngOf = (text, { width, height }) => new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width * FINENESS, height * FINENESS];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(done, "image/png");
    };
    image.onerror = failed;
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  });

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const offer = (figure, endings, write) => {
    const tools = document.createElement("p");
    tools.className = "figure-tools no-print";
    for (const ending of endings) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = ending.toUpperCase();
      button.ariaLabel = document.documentElement.dataset.saveFigure.replace("{}", ending.toUpperCase());
      button.addEventListener("click", async () => save(await write(ending), `${figure.dataset.figure}.${ending}`));
      tools.append(button);
    }
    (figure.closest(".scroll") ?? figure).after(tools);
  };

  for (const figure of document.querySelectorAll("[data-figure]")) {
    if (figure instanceof SVGSVGElement) {
      offer(figure, ["svg", "png"], async (ending) => {
        const text = svgText(figure);
        return ending === "svg" ? new Blob([text], { type: "image/svg+xml" }) : pngOf(text, figure.viewBox.baseVal);
      });
    } else {
      offer(figure, ["png"], () => new Promise((done) => {
        const drawn = figure.querySelector("canvas");
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [drawn.width, drawn.height];
        const context = canvas.getContext("2d");
        context.fillStyle = backgroundOf();
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.drawImage(drawn, 0, 0);
        canvas.toBlob(done, "image/png");
      }));
    }
  }
})();
