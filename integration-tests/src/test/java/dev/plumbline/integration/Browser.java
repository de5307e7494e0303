package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One page of a real Chromium without a window, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Pattern LISTENING =
      Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/");
  private static final long SECONDS = 60;

  private final Process process;
  private final Connection page;

  private Browser(Process process, Connection page) {
    this.process = process;
    this.page = page;
  }

  /** Where it is installed. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path program, Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new Browser(process, Connection.to(port(process)));
    } catch (IOException | RuntimeException | Error e) {
      end(process);
      throw e;
    }
  }

  private static int port(Process process) throws IOException {
    BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      said.append(line).append('\n');
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        // A full pipe would stop the browser.
        Thread drain = new Thread(() -> err.lines().forEach(ignored -> {}), "browser-stderr");
        drain.setDaemon(true);
        drain.start();
        return Integer.parseInt(listening.group(1));
      }
    }
    throw new AssertionError("Chromium did not start: " + said);
  }

  /** What the page would have the browser do. */
  record Visit(List<String> requests, List<String> complaints) {}

  /** Opens an address and waits until all of it is loaded. */
  Visit open(URI address) {
    page.events.clear();
    page.loaded = new CompletableFuture<>();
    for (String domain : new String[] {"Page", "Network", "Log", "Runtime"}) {
      page.send(domain + ".enable", Map.of());
    }
    page.send("Page.navigate", Map.of("url", address.toString()));
    await(page.loaded);
    // Two frames later, what a load begins has been asked for.
    page.send(
        "Runtime.evaluate",
        Map.of("expression", "new Promise(done => setTimeout(done, 50))", "awaitPromise", true));
    return new Visit(
        page.events.stream()
            .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
            .map(event -> event.at("/params/request/url").asText())
            .toList(),
        page.events.stream()
            .filter(
                event ->
                    List.of(
                            "Log.entryAdded",
                            "Runtime.exceptionThrown",
                            "Runtime.consoleAPICalled",
                            "Page.javascriptDialogOpening")
                        .contains(event.get("method").asText()))
            .map(event -> event.get("params").toString())
            .toList());
  }

  /** What a script finds on the page; the page's own policy does not bind it. */
  JsonNode evaluate(String script) {
    JsonNode result =
        page.send("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    assertThat(result.has("exceptionDetails")).as("%s", result).isFalse();
    return result.at("/result/value");
  }

  void resize(int width, int height) {
    page.send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  void prefer(String scheme) {
    page.send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void screenshot(Path file) throws IOException {
    JsonNode picture =
        page.send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(picture.get("data").asText()));
  }

  @Override
  public void close() {
    await(page.socket).abort();
    end(process);
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("Chromium does not answer", e);
    }
  }

  /** Messages to and from one page. */
  private static final class Connection implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger last = new AtomicInteger();
    private final StringBuilder message = new StringBuilder();
    private volatile CompletableFuture<JsonNode> loaded = new CompletableFuture<>();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    static Connection to(int port) throws IOException {
      HttpClient http = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
              .PUT(HttpRequest.BodyPublishers.noBody())
              .build();
      String tab = await(http.sendAsync(request, HttpResponse.BodyHandlers.ofString())).body();
      Connection connection = new Connection();
      URI address = URI.create(JSON.readTree(tab).get("webSocketDebuggerUrl").asText());
      connection.socket.complete(await(http.newWebSocketBuilder().buildAsync(address, connection)));
      return connection;
    }

    JsonNode send(String method, Map<String, Object> params) {
      int id = last.incrementAndGet();
      CompletableFuture<JsonNode> answer = new CompletableFuture<>();
      answers.put(id, answer);
      try {
        await(
            await(socket)
                .sendText(
                    JSON.writeValueAsString(Map.of("id", id, "method", method, "params", params)),
                    true));
      } catch (JsonProcessingException e) {
        throw new AssertionError(e);
      }
      JsonNode answered = await(answer);
      assertThat(answered.has("error")).as("%s: %s", method, answered).isFalse();
      return answered.get("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
      message.append(part);
      if (whole) {
        try {
          take(JSON.readTree(message.toString()));
        } catch (JsonProcessingException e) {
          throw new AssertionError(e);
        } finally {
          message.setLength(0);
        }
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void take(JsonNode received) {
      if (!received.has("id")) {
        events.add(received);
        if (received.get("method").asText().equals("Page.loadEventFired")) {
          loaded.complete(received);
        }
        return;
      }
      CompletableFuture<JsonNode> answer = answers.remove(received.get("id").asInt());
      if (answer != null) {
        answer.complete(received);
      }
    }
  }
}
