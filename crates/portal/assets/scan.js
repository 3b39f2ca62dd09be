// Scanning with the camera where the browser can read codes; the field and the phone's own camera
// do the same without this file.

const field = document.querySelector("[data-scan] input");
const box = document.querySelector("[data-camera]");

// A scanner that types ends in the field without a click.
field?.focus();

if (box && "BarcodeDetector" in window && navigator.mediaDevices) {
  const video = box.querySelector("video");
  const says = box.querySelector("[role=status]");
  box.hidden = false;
  box.querySelector("button").addEventListener("click", async () => {
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment" },
      });
      video.srcObject = stream;
      video.hidden = false;
      await video.play();
      const look = async () => {
        const [found] = await detector.detect(video);
        if (!found) { requestAnimationFrame(look); return; }
        stream.getTracks().forEach((track) => track.stop());
        field.value = found.rawValue;
        field.form.requestSubmit();
      };
      look();
    } catch {
      says.textContent = box.dataset.none;
    }
  });
}
